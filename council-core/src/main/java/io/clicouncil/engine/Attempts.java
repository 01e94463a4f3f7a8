package io.clicouncil.engine;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.failure.FailureKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one agent.
 *
 * @param begun how many were begun
 * @param repairs how many of those went on from a change that failed a check
 * @param ended how those that ended did
 * @param charges what each of those takes from the budget
 * @param reserved what is reserved for the one that has not ended or comes next, in US dollars, or null
 * @param spending what the one that has not ended is known to have cost so far, or null
 * @param dueAt when the next is due, or null where none is scheduled
 */
record Attempts(
        int begun,
        int repairs,
        List<ExecutionResult> ended,
        List<Charge> charges,
        @Nullable BigDecimal reserved,
        @Nullable Cost spending,
        @Nullable Instant dueAt) {
    static final Attempts NONE = new Attempts(0, 0, List.of(), List.of(), null, null, null);

    Attempts {
        ended = List.copyOf(ended);
        charges = List.copyOf(charges);
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
        return Stream.concat(ended.stream().map(ExecutionResult::chargeable), Stream.ofNullable(spending))
                .filter(Cost::known)
                .map(cost -> Objects.requireNonNull(cost.amount()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What they take from the budget by now, without what is only reserved. */
    BigDecimal charged() {
        return charges.stream().map(Charge::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What the next or the open one keeps from others: what is reserved, or what it has spent where that is more. */
    BigDecimal held() {
        BigDecimal least = Objects.requireNonNullElse(reserved, BigDecimal.ZERO);
        return spending == null || spending.amount() == null || spending.billing() == Billing.SUBSCRIPTION
                ? least
                : least.max(spending.amount());
    }

    /** The part of that for attempts whose price nobody knows: what was reserved for them. */
    BigDecimal chargedUnpriced() {
        return IntStream.range(0, charges.size())
                .filter(attempt -> !ended.get(attempt).chargeable().known())
                .mapToObj(attempt -> charges.get(attempt).amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    Attempts reserve(@Nullable BigDecimal amount) {
        return new Attempts(begun, repairs, ended, charges, amount, spending, dueAt);
    }

    Attempts begin(int attempt) {
        return new Attempts(attempt, repairs, ended, charges, reserved, null, null);
    }

    Attempts repair() {
        return new Attempts(begun, repairs + 1, ended, charges, reserved, spending, dueAt);
    }

    Attempts spending(Cost cost) {
        return new Attempts(begun, repairs, ended, charges, reserved, cost, dueAt);
    }

    Attempts end(ExecutionResult result) {
        return new Attempts(
                begun,
                repairs,
                Stream.concat(ended.stream(), Stream.of(result)).toList(),
                Stream.concat(charges.stream(), Stream.of(Charge.of(result, reserved)))
                        .toList(),
                null,
                null,
                dueAt);
    }

    Attempts due(@Nullable Instant at) {
        return new Attempts(begun, repairs, ended, charges, reserved, spending, at);
    }
}
