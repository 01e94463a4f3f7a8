package io.clicouncil.engine;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.result.Candidate;
import io.clicouncil.task.Plan.PlannedAgent;
import io.clicouncil.verify.Verification;
import io.clicouncil.workspace.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to one agent.
 *
 * @param plan the agent as planned
 * @param phase where it stands
 * @param workspace the directory of the workspace that it holds, or null
 * @param begun how many attempts were begun
 * @param attempts how those that ended did
 * @param retryAt when its next attempt is due, or null where none is scheduled
 * @param stop why it is being stopped, or null
 * @param broken what went wrong on our side, or null
 * @param change what it changed, or null while that is not known
 * @param verification what the checks said, or null
 * @param candidate its final outcome, or null
 */
record AgentState(
        PlannedAgent plan,
        Phase phase,
        @Nullable String workspace,
        int begun,
        List<ExecutionResult> attempts,
        @Nullable Instant retryAt,
        @Nullable StopCause stop,
        @Nullable Failure broken,
        @Nullable Change change,
        @Nullable Verification verification,
        @Nullable Candidate candidate) {

    static AgentState initial(PlannedAgent plan) {
        return new AgentState(plan, Phase.QUEUED, null, 0, List.of(), null, null, null, null, null, null);
    }

    String name() {
        return plan.name();
    }

    boolean holdsWorkspace() {
        return workspace != null;
    }

    /** Whether an attempt was begun that has not ended. */
    boolean attempting() {
        return begun > attempts.size();
    }

    /** How its last attempt ended, or null where none did. */
    @Nullable
    ExecutionResult last() {
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }

    /** Whether its last attempt left a change that is worth judging. */
    boolean worthJudging() {
        ExecutionResult last = last();
        return broken == null && last != null && last.failure() == null && change != null && !change.isEmpty();
    }

    /** The time of its next attempt, or of the one that goes on: twice the planned time for each that ran out of it. */
    Duration nextTimeout() {
        long timedOut = attempts.stream()
                .map(ExecutionResult::failure)
                .filter(failure -> failure != null && failure.kind() == FailureKind.TIMED_OUT)
                .count();
        return plan.limits().timeout().multipliedBy(1L << timedOut);
    }

    AgentState at(Phase next) {
        return new AgentState(
                plan, next, workspace, begun, attempts, retryAt, stop, broken, change, verification, candidate);
    }

    AgentState holding(@Nullable String directory) {
        return new AgentState(
                plan, phase, directory, begun, attempts, retryAt, stop, broken, change, verification, candidate);
    }

    AgentState begun(int attempt) {
        return new AgentState(
                plan, phase, workspace, attempt, attempts, null, stop, broken, change, verification, candidate);
    }

    AgentState ended(ExecutionResult result) {
        List<ExecutionResult> all =
                Stream.concat(attempts.stream(), Stream.of(result)).toList();
        return new AgentState(
                plan, phase, workspace, begun, all, retryAt, stop, broken, change, verification, candidate);
    }

    AgentState dueAt(Instant due) {
        return new AgentState(
                plan, phase, workspace, begun, attempts, due, stop, broken, change, verification, candidate);
    }

    AgentState stopped(StopCause cause) {
        return new AgentState(
                plan, phase, workspace, begun, attempts, retryAt, cause, broken, change, verification, candidate);
    }

    AgentState broken(Failure failure) {
        return new AgentState(
                plan, phase, workspace, begun, attempts, retryAt, stop, failure, change, verification, candidate);
    }

    AgentState changed(Change captured) {
        return new AgentState(
                plan, phase, workspace, begun, attempts, retryAt, stop, broken, captured, verification, candidate);
    }

    AgentState verified(Verification verdict) {
        return new AgentState(
                plan, phase, workspace, begun, attempts, retryAt, stop, broken, change, verdict, candidate);
    }

    AgentState decided(Candidate outcome) {
        return new AgentState(
                plan, Phase.DECIDED, workspace, begun, attempts, retryAt, stop, broken, change, verification, outcome);
    }

    /**
     * As it goes on: where it stands, or open again where it was stopped for now or failed on our side.
     *
     * @param runFailed whether the run itself failed, so that a failed step of ours is worth another try
     * @param toEnd whether the run goes on only to be ended: then nothing that is over is opened again
     */
    AgentState resumed(boolean runFailed, boolean toEnd) {
        if (phase != Phase.DECIDED && phase != Phase.DECIDING) {
            return toEnd ? stopped(StopCause.CANCELLED) : stop != null && stop.resumable() ? unstopped() : this;
        }
        boolean again = (stop != null && stop.resumable()) || (broken != null && runFailed);
        return again && !toEnd ? reopened() : this;
    }

    private AgentState unstopped() {
        return new AgentState(
                plan, phase, workspace, begun, attempts, retryAt, null, broken, change, verification, candidate);
    }

    /** A change that waits to be judged is kept; other work begins anew, and what it cost stays. */
    private AgentState reopened() {
        boolean keep = worthJudging();
        return new AgentState(
                plan,
                keep ? Phase.VERIFYING : Phase.QUEUED,
                null,
                begun,
                attempts,
                null,
                null,
                null,
                keep ? change : null,
                null,
                null);
    }
}
