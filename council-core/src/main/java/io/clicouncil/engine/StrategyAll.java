package io.clicouncil.engine;

import io.clicouncil.cost.Cost;
import io.clicouncil.result.Candidate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Every agent as soon as there is a place for it, to its end; unless the price alone decides and it has spent more than
 * one that has passed at once.
 *
 * @param priceDecides whether the cheapest wins, and no judge may prefer a dearer one
 */
record StrategyAll(boolean priceDecides) implements Strategy {
    @Override
    public List<AgentState> startable(RunState state) {
        return Strategy.queued(state);
    }

    @Override
    public Map<String, Stop> dispensable(RunState state) {
        if (!priceDecides) {
            return Map.of();
        }
        return state.candidates().stream()
                .filter(candidate -> candidate.eligible() && !candidate.flaky())
                .filter(candidate -> candidate.cost().known())
                .min((one, other) -> Cost.CHEAPEST_FIRST.compare(one.cost(), other.cost()))
                .map(best -> dearer(state, best))
                .orElse(Map.of());
    }

    private static Map<String, Stop> dearer(RunState state, Candidate best) {
        BigDecimal price = Objects.requireNonNull(best.cost().amount());
        return state.agents().stream()
                .filter(agent -> agent.phase().spending())
                .filter(agent -> agent.attempts().knownCost().compareTo(price) > 0)
                .collect(Collectors.toMap(
                        AgentState::name,
                        agent -> Stop.cannotWin(best.agent() + " passed for "
                                + Cost.reported(price).words()
                                + ", and it had spent "
                                + Cost.reported(agent.attempts().knownCost()).words())));
    }
}
