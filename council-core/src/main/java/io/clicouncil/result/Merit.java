package io.clicouncil.result;

import io.clicouncil.cost.Cost;
import io.clicouncil.text.Durations;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Function;

/**
 * Something that one eligible candidate can be better in than another.
 *
 * @param verb the verb that goes with the amount, {@code cost}
 * @param order the better first
 * @param words the amount in words
 */
record Merit(String verb, Comparator<Candidate> order, Function<Candidate, String> words) {
    static final Merit COST = new Merit(
            "cost",
            Comparator.comparing(Candidate::cost, Cost.CHEAPEST_FIRST),
            candidate -> candidate.cost().words());

    static final Merit LINES = new Merit(
            "changed",
            Comparator.comparing(Merit::lines),
            candidate -> lines(candidate) == 1 ? "1 line" : lines(candidate) + " lines");

    static final Merit TIME = new Merit(
            "took", Comparator.comparing(Candidate::duration), candidate -> Durations.format(candidate.duration()));

    private static int lines(Candidate candidate) {
        return Objects.requireNonNull(candidate.change()).lines();
    }

    /** What it says of a candidate, {@code cost $0.4200}. */
    String of(Candidate candidate) {
        return verb + " " + words.apply(candidate);
    }
}
