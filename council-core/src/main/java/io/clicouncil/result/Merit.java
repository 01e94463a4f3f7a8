package io.clicouncil.result;

import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Dollars;
import io.clicouncil.text.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Something that one eligible candidate can be better in than another.
 *
 * @param verb the verb that goes with the amount, {@code cost}
 * @param order the better first
 * @param words the amount in words
 * @param alike what is said of one in which it equals another, {@code costs the same}
 * @param lag by how much the second is worse than the first, in words; asked only where it is
 */
record Merit(
        String verb,
        Comparator<Candidate> order,
        Function<Candidate, String> words,
        String alike,
        BiFunction<Candidate, Candidate, String> lag) {
    static final Merit COST = new Merit(
            "cost",
            Comparator.comparing(Candidate::cost, Cost.CHEAPEST_FIRST),
            candidate -> candidate.cost().words(),
            "costs the same",
            Merit::dearer);

    static final Merit LINES = new Merit(
            "changed",
            Comparator.comparing(Merit::lines),
            candidate -> count(lines(candidate), "line"),
            "changes as many lines",
            (first, second) -> count(lines(second) - lines(first), "changed line") + " more than " + first.agent());

    static final Merit TIME = new Merit(
            "took",
            Comparator.comparing(Candidate::duration),
            candidate -> Durations.format(candidate.duration()),
            "takes as long",
            Merit::slower);

    private static int lines(Candidate candidate) {
        return Objects.requireNonNull(candidate.change()).lines();
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String dearer(Candidate first, Candidate second) {
        BigDecimal less = first.cost().amount();
        BigDecimal more = second.cost().amount();
        return less == null || more == null
                ? "nobody knows what it cost: behind every known price"
                : Dollars.words(more.subtract(less)) + " dearer than " + first.agent();
    }

    private static String slower(Candidate first, Candidate second) {
        Duration more = second.duration().minus(first.duration());
        String much = more.toMillis() == 0 ? "a moment" : Durations.format(more);
        return much + " slower than " + first.agent();
    }

    /** What it says of a candidate, {@code cost $0.4200}. */
    String of(Candidate candidate) {
        return verb + " " + words.apply(candidate);
    }
}
