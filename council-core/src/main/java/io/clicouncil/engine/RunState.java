package io.clicouncil.engine;

import io.clicouncil.result.Candidate;
import io.clicouncil.task.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in a run. It is folded from the run's events alone, so the same events give the same state.
 *
 * @param runId the run
 * @param started when it began
 * @param plan what was planned
 * @param agents what has happened to each agent, in the order of the plan
 * @param stop why the whole run is being stopped, or null
 * @param ending its last steps
 */
record RunState(
        String runId,
        Instant started,
        Plan plan,
        List<AgentState> agents,
        @Nullable StopCause stop,
        Ending ending) {

    RunState {
        agents = List.copyOf(agents);
    }

    static RunState initial(String runId, Instant started, Plan plan) {
        List<AgentState> agents =
                plan.agents().stream().map(AgentState::initial).toList();
        return new RunState(runId, started, plan, agents, null, Ending.NOT_YET);
    }

    AgentState agent(String name) {
        return agents.stream()
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no agent of this run is called " + name));
    }

    /** How many agents take a place now. */
    int occupied() {
        return (int) agents.stream().filter(agent -> agent.phase().occupying()).count();
    }

    /** Whether every agent's outcome is final. */
    boolean decided() {
        return agents.stream().allMatch(agent -> agent.phase() == Phase.DECIDED);
    }

    /** Why there is nothing to choose among, in words; null where there is. */
    @Nullable
    String unfinished() {
        if (stop == StopCause.CANCELLED || stop == StopCause.INTERRUPTED) {
            return "the run was cancelled";
        }
        boolean waiting = agents.stream().anyMatch(agent -> agent.stop() == StopCause.NO_ROOM);
        return waiting ? StopCause.NO_ROOM.words() : null;
    }

    /** Whether nothing is left to go on with, once it has ended. */
    boolean complete() {
        boolean won = ending.selection() != null && ending.selection().winner() != null;
        return ending.failure() == null && (won || stop == null || !stop.resumable());
    }

    /** The outcomes so far, in the order of the plan. */
    List<Candidate> candidates() {
        return agents.stream()
                .map(AgentState::candidate)
                .filter(Objects::nonNull)
                .toList();
    }

    RunState with(AgentState changed) {
        List<AgentState> all = agents.stream()
                .map(agent -> agent.name().equals(changed.name()) ? changed : agent)
                .toList();
        return new RunState(runId, started, plan, all, stop, ending);
    }

    RunState stopped(StopCause cause) {
        return new RunState(runId, started, plan, agents, cause, ending);
    }

    RunState ending(UnaryOperator<Ending> step) {
        return new RunState(runId, started, plan, agents, stop, step.apply(ending));
    }

    /**
     * As it goes on from here: what was stopped for now or failed on our side is open again, and what was decided stays.
     *
     * @param toEnd whether it goes on only to be ended
     */
    RunState resumed(boolean toEnd) {
        boolean failed = ending.failure() != null;
        List<AgentState> all =
                agents.stream().map(agent -> agent.resumed(failed, toEnd)).toList();
        StopCause cause = toEnd || stop == StopCause.CANCELLED ? StopCause.CANCELLED : null;
        return new RunState(runId, started, plan, all, cause, ending.undone());
    }
}
