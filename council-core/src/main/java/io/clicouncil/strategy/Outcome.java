package io.clicouncil.strategy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of one agent on one task.
 *
 * @param task the task's name
 * @param agent the agent's name
 * @param passed whether its change passed every required check
 * @param cost what it cost in US dollars, or null where that is not known
 * @param duration how long it worked, or null where that is not known
 * @since 0.1
 */
public record Outcome(
        String task,
        String agent,
        boolean passed,
        @Nullable BigDecimal cost,
        @Nullable Duration duration) {

    /** Checks that both are named and that nothing is negative. */
    public Outcome {
        if (task.isBlank() || agent.isBlank()) {
            throw new IllegalArgumentException("an outcome names its task and its agent");
        }
        if (cost != null && cost.signum() < 0) {
            throw new IllegalArgumentException("a cost is not negative: " + cost);
        }
        if (duration != null && duration.isNegative()) {
            throw new IllegalArgumentException("a duration is not negative: " + duration);
        }
    }

    /** The mean of the known costs in US dollars, or null where none is known. */
    public static @Nullable BigDecimal meanCost(Collection<Outcome> outcomes) {
        List<BigDecimal> known =
                outcomes.stream().map(Outcome::cost).filter(Objects::nonNull).toList();
        return known.isEmpty()
                ? null
                : known.stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(known.size()), MathContext.DECIMAL64);
    }
}
