package io.clicouncil.engine;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
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
 * @param leased whether it holds a workspace
 * @param begun how many attempts were begun
 * @param attempts how those that ended did
 * @param stop why it is being stopped, or null
 * @param broken what went wrong on our side, or null
 * @param change what it changed, or null while that is not known
 * @param verification what the checks said, or null
 * @param candidate its final outcome, or null
 */
record AgentState(
        PlannedAgent plan,
        Phase phase,
        boolean leased,
        int begun,
        List<ExecutionResult> attempts,
        @Nullable StopCause stop,
        @Nullable Failure broken,
        @Nullable Change change,
        @Nullable Verification verification,
        @Nullable Candidate candidate) {

    static AgentState initial(PlannedAgent plan) {
        return new AgentState(plan, Phase.QUEUED, false, 0, List.of(), null, null, null, null, null);
    }

    String name() {
        return plan.name();
    }

    /** How its last attempt ended, or null where none did. */
    @Nullable
    ExecutionResult last() {
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }

    /** The time of its next attempt: twice the planned time for each attempt that ran out of it. */
    Duration nextTimeout() {
        long timedOut = attempts.stream()
                .map(ExecutionResult::failure)
                .filter(failure -> failure != null && failure.kind() == FailureKind.TIMED_OUT)
                .count();
        return plan.timeout().multipliedBy(1L << timedOut);
    }

    AgentState at(Phase next) {
        return new AgentState(plan, next, leased, begun, attempts, stop, broken, change, verification, candidate);
    }

    AgentState leased(boolean now) {
        return new AgentState(plan, phase, now, begun, attempts, stop, broken, change, verification, candidate);
    }

    AgentState begun(int attempt) {
        return new AgentState(plan, phase, leased, attempt, attempts, stop, broken, change, verification, candidate);
    }

    AgentState ended(ExecutionResult result) {
        List<ExecutionResult> all =
                Stream.concat(attempts.stream(), Stream.of(result)).toList();
        return new AgentState(plan, phase, leased, begun, all, stop, broken, change, verification, candidate);
    }

    AgentState stopped(StopCause cause) {
        return new AgentState(plan, phase, leased, begun, attempts, cause, broken, change, verification, candidate);
    }

    AgentState broken(Failure failure) {
        return new AgentState(plan, phase, leased, begun, attempts, stop, failure, change, verification, candidate);
    }

    AgentState changed(Change captured) {
        return new AgentState(plan, phase, leased, begun, attempts, stop, broken, captured, verification, candidate);
    }

    AgentState verified(Verification verdict) {
        return new AgentState(plan, phase, leased, begun, attempts, stop, broken, change, verdict, candidate);
    }

    AgentState decided(Candidate outcome) {
        return new AgentState(
                plan, Phase.DECIDED, leased, begun, attempts, stop, broken, change, verification, outcome);
    }
}
