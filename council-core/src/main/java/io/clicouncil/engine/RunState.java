package io.clicouncil.engine;

import io.clicouncil.result.AggregatedResult.Applied;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.Selection;
import io.clicouncil.task.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in a run. It is folded from the run's events alone, so the same events give the same state.
 *
 * @param runId the run
 * @param started when it began
 * @param plan what was planned
 * @param agents what has happened to each agent, in the order of the plan
 * @param stop why the whole run is being stopped, or null
 * @param concluding whether the last steps, which come once, have begun
 * @param selection the decision, or null
 */
record RunState(
        String runId,
        Instant started,
        Plan plan,
        List<AgentState> agents,
        @Nullable StopCause stop,
        boolean concluding,
        @Nullable Selection selection,
        @Nullable Applied applied,
        @Nullable String applyRefused) {

    RunState {
        agents = List.copyOf(agents);
    }

    static RunState initial(String runId, Instant started, Plan plan) {
        List<AgentState> agents =
                plan.agents().stream().map(AgentState::initial).toList();
        return new RunState(runId, started, plan, agents, null, false, null, null, null);
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
        return new RunState(runId, started, plan, all, stop, concluding, selection, applied, applyRefused);
    }

    RunState stopped(StopCause cause) {
        return new RunState(runId, started, plan, agents, cause, concluding, selection, applied, applyRefused);
    }

    RunState concluded() {
        return new RunState(runId, started, plan, agents, stop, true, selection, applied, applyRefused);
    }

    RunState selected(Selection decision) {
        return new RunState(runId, started, plan, agents, stop, concluding, decision, applied, applyRefused);
    }

    RunState applied(Applied done) {
        return new RunState(runId, started, plan, agents, stop, concluding, selection, done, applyRefused);
    }

    RunState applyRefused(String reason) {
        return new RunState(runId, started, plan, agents, stop, concluding, selection, applied, reason);
    }
}
