package io.clicouncil.engine;

import io.clicouncil.result.Candidate;
import io.clicouncil.strategy.SelectionRule;
import io.clicouncil.task.Plan;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
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
 * @param first who was the first to be eligible, or null
 * @param asking how far a cascade has come
 * @param budget what the run may cost in US dollars, or null for any amount
 * @param unsettled how many costs of attempts are not in the day's account yet
 * @param stop why the whole run is being stopped, or null
 * @param ending its last steps
 */
record RunState(
        String runId,
        Instant started,
        Plan plan,
        List<AgentState> agents,
        @Nullable String first,
        Asking asking,
        @Nullable BigDecimal budget,
        int unsettled,
        @Nullable StopCause stop,
        Ending ending) {

    RunState {
        agents = List.copyOf(agents);
    }

    static RunState initial(String runId, Instant started, Plan plan) {
        List<AgentState> agents =
                plan.agents().stream().map(AgentState::initial).toList();
        return new RunState(
                runId, started, plan, agents, null, Asking.NOBODY, plan.limits().budget(), 0, null, Ending.NOT_YET);
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
        boolean waiting = agents.stream().anyMatch(agent -> agent.isStoppedBy(StopCause.NO_ROOM));
        return waiting ? StopCause.NO_ROOM.words() : null;
    }

    /** Whether nothing is left to go on with, once it has ended. */
    boolean complete() {
        boolean won = ending.selection() != null && ending.selection().winner() != null;
        return ending.failure() == null && (won || (stop == null ? !outOfMoney() : !stop.resumable()));
    }

    /** Whether an agent had to end for want of money. */
    boolean outOfMoney() {
        return agents.stream().anyMatch(agent -> agent.isStoppedBy(StopCause.NO_MONEY));
    }

    /** The outcomes so far, in the order of the plan. */
    List<Candidate> candidates() {
        return agents.stream()
                .map(AgentState::candidate)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The same in the order that breaks the last tie of a rule. */
    List<Candidate> candidatesFor(SelectionRule rule) {
        return rule != SelectionRule.FIRST
                ? candidates()
                : candidates().stream()
                        .sorted(Comparator.comparing(
                                candidate -> !candidate.agent().equals(first)))
                        .toList();
    }

    RunState with(AgentState changed) {
        List<AgentState> all = agents.stream()
                .map(agent -> agent.name().equals(changed.name()) ? changed : agent)
                .toList();
        return new RunState(
                runId,
                started,
                plan,
                all,
                changed.eligible() && first == null ? changed.name() : first,
                asking,
                budget,
                unsettled,
                stop,
                ending);
    }

    RunState stopped(StopCause cause) {
        return new RunState(runId, started, plan, agents, first, asking, budget, unsettled, cause, ending);
    }

    RunState ending(UnaryOperator<Ending> step) {
        return new RunState(runId, started, plan, agents, first, asking, budget, unsettled, stop, step.apply(ending));
    }

    RunState unsettled(int change) {
        return new RunState(runId, started, plan, agents, first, asking, budget, unsettled + change, stop, ending);
    }

    RunState asking(UnaryOperator<Asking> step) {
        return new RunState(runId, started, plan, agents, first, step.apply(asking), budget, unsettled, stop, ending);
    }

    /**
     * As it goes on from here: what was stopped for now or failed on our side is open again, and what was decided stays.
     *
     * @param toEnd whether it goes on only to be ended
     * @param raised what it may cost from now on, or null for what it might before
     */
    RunState resumed(boolean toEnd, @Nullable BigDecimal raised) {
        boolean failed = ending.failure() != null;
        List<AgentState> all =
                agents.stream().map(agent -> agent.resumed(failed, toEnd)).toList();
        StopCause cause = toEnd || stop == StopCause.CANCELLED ? StopCause.CANCELLED : null;
        Asking unanswered = new Asking(asking.asked(), false, asking.impatient());
        return new RunState(
                runId,
                started,
                plan,
                all,
                first,
                unanswered,
                raised == null ? budget : raised,
                0,
                cause,
                ending.undone());
    }
}
