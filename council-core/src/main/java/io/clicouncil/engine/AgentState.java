package io.clicouncil.engine;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.failure.Failure;
import io.clicouncil.result.Candidate;
import io.clicouncil.task.Plan.PlannedAgent;
import io.clicouncil.verify.Verification;
import io.clicouncil.workspace.Change;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to one agent.
 *
 * @param plan the agent as planned
 * @param phase where it stands
 * @param workspace the directory of the workspace that it holds, or null
 * @param attempts its attempts
 * @param stop why it is being stopped, or null
 * @param broken what went wrong on our side, or null
 * @param change what it changed, or null while that is not known
 * @param verification what the checks said, or null
 * @param candidate its final outcome, or null
 * @param notices what a reader should know of it besides
 */
record AgentState(
        PlannedAgent plan,
        Phase phase,
        @Nullable String workspace,
        Attempts attempts,
        @Nullable Stop stop,
        @Nullable Failure broken,
        @Nullable Change change,
        @Nullable Verification verification,
        @Nullable Candidate candidate,
        List<String> notices) {

    static AgentState initial(PlannedAgent plan) {
        return new AgentState(plan, Phase.QUEUED, null, Attempts.NONE, null, null, null, null, null, List.of());
    }

    String name() {
        return plan.name();
    }

    boolean holdsWorkspace() {
        return workspace != null;
    }

    /** Whether its last attempt left a change that is worth judging: no check mends what a policy forbids. */
    boolean worthJudging() {
        ExecutionResult last = attempts.last();
        return broken == null
                && last != null
                && last.failure() == null
                && change != null
                && !change.isEmpty()
                && change.breaches().isEmpty();
    }

    /** Whether a change of it that fails a required check is not the end. */
    boolean hasRepairsLeft() {
        return stop == null
                && broken == null
                && attempts.repairs() < plan.retry().repairs();
    }

    /** Whether its change failed a required check and it may go on from it. */
    boolean mayRepair() {
        return hasRepairsLeft() && holdsWorkspace() && verification != null && !verification.passed();
    }

    /** Whether its attempt goes on from its own change, which failed a check. */
    boolean repairing() {
        return phase.spending() && verification != null;
    }

    /** Whether its outcome is final, or has only to be recorded. */
    boolean over() {
        return phase == Phase.DECIDING || phase == Phase.DECIDED;
    }

    /** Whether this is why it is being stopped. */
    boolean isStoppedBy(StopCause cause) {
        return stop != null && stop.cause() == cause;
    }

    /** Whether it may win. */
    boolean eligible() {
        return candidate != null && candidate.eligible();
    }

    /** The time of its next attempt, or of the one that goes on: twice the planned time for each that ran out of it. */
    Duration nextTimeout() {
        return plan.limits().timeout().multipliedBy(1L << attempts.timedOut());
    }

    AgentState at(Phase next) {
        return new AgentState(plan, next, workspace, attempts, stop, broken, change, verification, candidate, notices);
    }

    AgentState holding(@Nullable String directory) {
        return new AgentState(plan, phase, directory, attempts, stop, broken, change, verification, candidate, notices);
    }

    AgentState with(Attempts now) {
        return new AgentState(plan, phase, workspace, now, stop, broken, change, verification, candidate, notices);
    }

    AgentState ended(ExecutionResult result) {
        return with(attempts.end(result));
    }

    AgentState stopped(@Nullable Stop why) {
        return new AgentState(plan, phase, workspace, attempts, why, broken, change, verification, candidate, notices);
    }

    AgentState broken(Failure failure) {
        return new AgentState(
                plan, phase, workspace, attempts, stop, failure, change, verification, candidate, notices);
    }

    AgentState changed(Change captured) {
        return new AgentState(plan, phase, workspace, attempts, stop, broken, captured, null, candidate, notices);
    }

    AgentState noting(List<String> more) {
        List<String> all =
                Stream.concat(notices.stream(), more.stream()).distinct().toList();
        return new AgentState(plan, phase, workspace, attempts, stop, broken, change, verification, candidate, all);
    }

    AgentState verified(Verification verdict) {
        return new AgentState(plan, phase, workspace, attempts, stop, broken, change, verdict, candidate, notices);
    }

    AgentState decided(Candidate outcome) {
        return new AgentState(
                plan, Phase.DECIDED, workspace, attempts, stop, broken, change, verification, outcome, notices);
    }

    /**
     * As it goes on: where it stands, or open again where it was stopped for now or failed on our side.
     *
     * @param runFailed whether the run itself failed, so that a failed step of ours is worth another try
     * @param toEnd whether the run goes on only to be ended: then nothing that is over is opened again
     */
    AgentState resumed(boolean runFailed, boolean toEnd) {
        boolean forNow = stop != null && stop.cause().resumable();
        if (!over()) {
            return toEnd ? stopped(Stop.of(StopCause.CANCELLED)) : forNow ? stopped(null) : this;
        }
        boolean again = forNow || (broken != null && runFailed);
        return again && !toEnd ? reopened() : this;
    }

    /** A change that waits to be judged is kept; other work begins anew, and what it cost stays. */
    private AgentState reopened() {
        boolean keep = worthJudging();
        return new AgentState(
                plan,
                keep ? Phase.VERIFYING : Phase.QUEUED,
                null,
                attempts.due(null).reserve(null),
                null,
                null,
                keep ? change : null,
                null,
                null,
                notices);
    }
}
