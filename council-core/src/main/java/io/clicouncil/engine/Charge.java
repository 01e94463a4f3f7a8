package io.clicouncil.engine;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt takes from the budget.
 *
 * @param amount US dollars
 * @param reserved what was reserved for it in US dollars, or null where nothing was
 */
record Charge(BigDecimal amount, @Nullable BigDecimal reserved) {

    /** A price that nobody knows counts as what was reserved; what a subscription covers is not paid again. */
    static Charge of(ExecutionResult result, @Nullable BigDecimal reserved) {
        Cost cost = result.chargeable();
        if (cost.billing() == Billing.SUBSCRIPTION) {
            return new Charge(BigDecimal.ZERO, reserved);
        }
        BigDecimal unknown = Objects.requireNonNullElse(reserved, BigDecimal.ZERO);
        return new Charge(Objects.requireNonNullElse(cost.amount(), unknown), reserved);
    }

    /** By how much it is more than was reserved; zero or less where it is not. */
    BigDecimal excess() {
        return reserved == null ? BigDecimal.ZERO : amount.subtract(reserved);
    }
}
