package io.clicouncil.history;

import io.clicouncil.cost.Cost;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.AgentSpending;
import io.clicouncil.event.CouncilEvent.AttemptFinished;
import io.clicouncil.result.AggregatedResult.KnownCost;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a run without an end has cost until now. */
final class SoFar {
    /** Of each attempt the last word: its end, or while it has none what it said last. */
    private final Map<Attempt, Cost> costs = new LinkedHashMap<>();

    private record Attempt(String agent, int number) {}

    private SoFar() {}

    /**
     * The sum of what these events tell.
     *
     * @param events those of a run that tell of money, in order
     * @return the sum, or null where nothing was told
     */
    static @Nullable KnownCost of(List<CouncilEvent> events) {
        SoFar sum = new SoFar();
        events.forEach(sum::add);
        return sum.costs.isEmpty() ? null : sum.total();
    }

    private void add(CouncilEvent event) {
        if (event instanceof AgentSpending spending) {
            costs.put(new Attempt(spending.agent(), spending.attempt()), spending.cost());
        } else if (event instanceof AttemptFinished finished) {
            costs.put(
                    new Attempt(finished.agent(), finished.attempt()),
                    finished.result().chargeable());
        }
    }

    private KnownCost total() {
        BigDecimal known = costs.values().stream()
                .map(Cost::amount)
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        long unknown = costs.entrySet().stream()
                .filter(entry -> !entry.getValue().known())
                .map(entry -> entry.getKey().agent())
                .distinct()
                .count();
        // As every cost it has at least four decimals.
        return new KnownCost(Objects.requireNonNull(Cost.reported(known).amount()), (int) unknown);
    }
}
