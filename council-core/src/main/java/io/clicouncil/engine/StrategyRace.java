package io.clicouncil.engine;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Every agent as soon as there is a place for it, until the first is eligible. */
record StrategyRace() implements Strategy {
    @Override
    public List<AgentState> startable(RunState state) {
        return Strategy.queued(state);
    }

    @Override
    public Map<String, Stop> dispensable(RunState state) {
        String first = state.first();
        return first == null
                ? Map.of()
                : state.agents().stream()
                        .filter(agent -> !agent.over())
                        .collect(Collectors.toMap(AgentState::name, agent -> Stop.cannotWin(first + " passed first")));
    }
}
