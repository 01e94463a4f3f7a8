package io.clicouncil.result;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An order of eligible candidates.
 *
 * @param steadyFirst whether those that passed at once come before those that were flaky
 * @param merits what counts then, the first most
 */
record Ranking(boolean steadyFirst, List<Merit> merits) {
    Ranking {
        merits = List.copyOf(merits);
    }

    /** The best first; equal ones stay as they are. */
    Comparator<Candidate> order() {
        Comparator<Candidate> order = Comparator.comparing(candidate -> steadyFirst && candidate.flaky());
        for (Merit merit : merits) {
            order = order.thenComparing(merit.order());
        }
        return order;
    }

    /** Why and by how much the second is behind the first, in words. */
    String behind(Candidate first, Candidate second) {
        if (merits.isEmpty()) {
            return "passed as well, but after " + first.agent();
        }
        if (steadyFirst && second.flaky() && !first.flaky()) {
            return "passed only when a check was run again: behind all that passed at once";
        }
        List<String> alike = new ArrayList<>();
        for (Merit merit : merits) {
            if (merit.order().compare(first, second) != 0) {
                String lag = merit.lag().apply(first, second);
                return alike.isEmpty() ? lag : String.join(", ", alike) + " as " + first.agent() + ", but " + lag;
            }
            alike.add(merit.alike());
        }
        return String.join(", ", alike) + " as " + first.agent() + ", which comes first in the configuration";
    }

    /** Why one is before the next, in words. */
    String lead(Candidate one, Candidate next) {
        if (steadyFirst && one.flaky() != next.flaky()) {
            return "it passed at once, " + next.agent() + " did not";
        }
        StringBuilder equal = new StringBuilder();
        for (Merit merit : merits) {
            if (merit.order().compare(one, next) != 0) {
                return equal + "it " + merit.of(one) + ", " + next.agent() + " " + merit.of(next);
            }
            equal.append("both ").append(merit.of(one)).append("; ");
        }
        return equal + "it comes before " + next.agent();
    }
}
