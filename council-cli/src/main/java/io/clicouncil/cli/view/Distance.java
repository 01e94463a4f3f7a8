package io.clicouncil.cli.view;

import io.clicouncil.cost.Dollars;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.Candidate.ChangeSummary;
import io.clicouncil.strategy.SelectionRule;
import io.clicouncil.text.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Why one eligible candidate stands behind another, in words and by how much. */
final class Distance {
    private static final Measure COST = new Measure("costs the same", Distance::dearer);
    private static final Measure LINES = new Measure("changes as many lines", Distance::larger);
    private static final Measure TIME = new Measure("takes as long", Distance::slower);

    private final SelectionRule rule;

    /** Distances by a rule. */
    Distance(SelectionRule rule) {
        this.rule = rule;
    }

    /** Something to be better in: what is said where nobody is, and what where the second is worse. */
    private record Measure(String alike, BiFunction<Candidate, Candidate, @Nullable String> worse) {}

    /** Why the second is behind the first. */
    String words(Candidate first, Candidate second) {
        if (rule == SelectionRule.FIRST) {
            return "passed as well, but after " + first.agent();
        }
        if (second.flaky() && !first.flaky()) {
            return "passed only when a check was run again: behind all that passed at once";
        }
        StringBuilder alike = new StringBuilder();
        for (Measure measure : measures()) {
            String worse = measure.worse().apply(first, second);
            if (worse != null) {
                return alike.isEmpty() ? worse : alike + " as " + first.agent() + ", but " + worse;
            }
            alike.append(alike.isEmpty() ? "" : ", ").append(measure.alike());
        }
        return alike + " as " + first.agent() + ", which comes first in the configuration";
    }

    private List<Measure> measures() {
        return switch (rule) {
            case FASTEST -> List.of(TIME, COST, LINES);
            case SMALLEST -> List.of(LINES, COST, TIME);
            default -> List.of(COST, LINES, TIME);
        };
    }

    private static @Nullable String dearer(Candidate first, Candidate second) {
        BigDecimal less = first.cost().amount();
        BigDecimal more = second.cost().amount();
        if (more == null) {
            return less == null ? null : "nobody knows what it cost: behind every known price";
        }
        return less == null || more.compareTo(less) == 0
                ? null
                : Dollars.words(more.subtract(less)) + " dearer than " + first.agent();
    }

    private static @Nullable String larger(Candidate first, Candidate second) {
        int more = lines(second) - lines(first);
        return more == 0
                ? null
                : more + (more == 1 ? " changed line" : " changed lines") + " more than " + first.agent();
    }

    private static @Nullable String slower(Candidate first, Candidate second) {
        Duration more = second.duration().minus(first.duration());
        if (more.isZero()) {
            return null;
        }
        String much = more.toMillis() == 0 ? "a moment" : Durations.format(more);
        return much + " slower than " + first.agent();
    }

    private static int lines(Candidate candidate) {
        ChangeSummary change = candidate.change();
        return change == null ? 0 : change.lines();
    }
}
