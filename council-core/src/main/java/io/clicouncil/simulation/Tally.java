package io.clicouncil.simulation;

import io.clicouncil.strategy.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds up what a strategy brings and costs, task by task. */
final class Tally {
    /** For the share of a cost, which may have no end. */
    private static final int SHARE_DECIMALS = 6;

    private int solved;
    private BigDecimal known = BigDecimal.ZERO;
    private int unknown;
    private @Nullable Duration time = Duration.ZERO;

    /** One after another until one passes: all that were asked are paid, and their times add up. */
    void oneAfterAnother(List<Outcome> asked) {
        asked.forEach(outcome -> pay(outcome.cost()));
        asked.forEach(outcome -> spend(outcome.duration()));
        solved(asked);
    }

    /** All at once and to the end: it takes as long as the slowest. */
    void together(List<Outcome> asked) {
        asked.forEach(outcome -> pay(outcome.cost()));
        spend(slowest(asked));
        solved(asked);
    }

    /**
     * All at once until the first passes. Whoever is stopped then has spent as large a part of its cost as of its time.
     * Without all times nobody can say who is first.
     */
    void race(List<Outcome> asked) {
        solved(asked);
        if (asked.stream().anyMatch(outcome -> outcome.duration() == null)) {
            unknown += asked.size();
            spend(null);
            return;
        }
        Optional<Duration> first = asked.stream()
                .filter(Outcome::passed)
                .map(Outcome::duration)
                .filter(Objects::nonNull)
                .min(Duration::compareTo);
        Duration end = first.isPresent() ? first.get() : slowest(asked);
        asked.forEach(outcome -> pay(until(end, outcome)));
        spend(end);
    }

    Simulation.Row row(Simulation.Kind kind, List<String> agents, @Nullable BigDecimal worth) {
        return new Simulation.Row(kind, agents, worth, solved, known, unknown, time);
    }

    private void solved(List<Outcome> asked) {
        if (asked.stream().anyMatch(Outcome::passed)) {
            solved++;
        }
    }

    private void pay(@Nullable BigDecimal cost) {
        if (cost == null) {
            unknown++;
        } else {
            known = known.add(cost);
        }
    }

    private void spend(@Nullable Duration duration) {
        time = time == null || duration == null ? null : time.plus(duration);
    }

    private static @Nullable BigDecimal until(@Nullable Duration end, Outcome outcome) {
        BigDecimal cost = outcome.cost();
        Duration whole = outcome.duration();
        if (cost == null || end == null || whole == null || whole.compareTo(end) <= 0) {
            return cost;
        }
        return cost.multiply(nanos(end)).divide(nanos(whole), SHARE_DECIMALS, RoundingMode.HALF_UP);
    }

    private static BigDecimal nanos(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos());
    }

    private static @Nullable Duration slowest(List<Outcome> asked) {
        Duration slowest = Duration.ZERO;
        for (Outcome outcome : asked) {
            Duration duration = outcome.duration();
            if (duration == null) {
                return null;
            }
            slowest = duration.compareTo(slowest) > 0 ? duration : slowest;
        }
        return slowest;
    }
}
