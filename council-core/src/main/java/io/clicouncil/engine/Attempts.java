package io.clicouncil.engine;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Cost;
import io.clicouncil.failure.FailureKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one agent.
 *
 * @param begun how many were begun
 * @param ended how those that ended did
 * @param spending what the one that has not ended is known to have cost so far, or null
 * @param dueAt when the next is due, or null where none is scheduled
 */
record Attempts(
        int begun,
        List<ExecutionResult> ended,
        @Nullable Cost spending,
        @Nullable Instant dueAt) {
    static final Attempts NONE = new Attempts(0, List.of(), null, null);

    Attempts {
        ended = List.copyOf(ended);
    }

    /** Whether one was begun that has not ended. */
    boolean open() {
        return begun > ended.size();
    }

    /** How the last that ended did, or null where none has. */
    @Nullable
    ExecutionResult last() {
        return ended.isEmpty() ? null : ended.get(ended.size() - 1);
    }

    /** How many ran out of time. */
    int timedOut() {
        return (int) ended.stream()
                .map(ExecutionResult::failure)
                .filter(failure -> failure != null && failure.kind() == FailureKind.TIMED_OUT)
                .count();
    }

    /** What they cost in all, as far as they have ended; nothing where there was none. */
    Cost cost() {
        return ended.stream()
                .map(ExecutionResult::chargeable)
                .reduce(Cost::plus)
                .orElseGet(Cost::free);
    }

    /** The least that they have cost by now in US dollars: all that is known, that of the open one included. */
    BigDecimal knownCost() {
        Stream<@Nullable Cost> costs =
                Stream.concat(ended.stream().map(ExecutionResult::chargeable), Stream.ofNullable(spending));
        return costs.map(cost -> cost == null ? null : cost.amount())
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    Attempts begin(int attempt) {
        return new Attempts(attempt, ended, null, null);
    }

    Attempts spending(Cost cost) {
        return new Attempts(begun, ended, cost, dueAt);
    }

    Attempts end(ExecutionResult result) {
        return new Attempts(
                begun, Stream.concat(ended.stream(), Stream.of(result)).toList(), null, dueAt);
    }

    Attempts due(@Nullable Instant at) {
        return new Attempts(begun, ended, spending, at);
    }
}
