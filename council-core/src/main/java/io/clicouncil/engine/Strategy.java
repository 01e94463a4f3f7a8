package io.clicouncil.engine;

import io.clicouncil.strategy.SelectionRule;
import io.clicouncil.task.Plan;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which agents start when, and when the others may stop: pure functions of what has happened. */
interface Strategy {

    /** The strategy that is set. */
    static Strategy of(Plan plan) {
        return switch (plan.strategy().kind()) {
            case ALL -> new StrategyAll(plan.strategy().select() == SelectionRule.CHEAPEST && plan.judge() == null);
            case RACE -> new StrategyRace();
            case CASCADE -> new StrategyCascade();
        };
    }

    /** The agents that may begin as soon as there is a place for them, the first to begin first. */
    List<AgentState> startable(RunState state);

    /** Agents that there is no use for any more, by name, and why. */
    Map<String, Stop> dispensable(RunState state);

    /** The question whom to ask next, where it is to be put now, or null. */
    default Command.@Nullable AskNext question(RunState state) {
        return null;
    }

    /** All that have not begun. */
    static List<AgentState> queued(RunState state) {
        return state.agents().stream()
                .filter(agent -> agent.phase() == Phase.QUEUED)
                .toList();
    }
}
