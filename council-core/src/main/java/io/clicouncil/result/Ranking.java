package io.clicouncil.result;

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
