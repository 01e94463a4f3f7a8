package io.clicouncil.cost;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What something cost, in US dollars, and how that is known. Unknown is never zero: it has no amount, ranks after every
 * known cost, and makes every sum that it enters unknown.
 *
 * @param amount US dollars, at least four decimals, never negative; null if and only if the source is
 *     {@link CostSource#UNKNOWN}
 * @param source how the amount is known
 * @param billing who pays how, or null where that is not known
 * @since 0.1
 */
public record Cost(
        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        BigDecimal amount,

        CostSource source,
        @Nullable Billing billing) {

    /** The cheapest first, unknown last. */
    public static final Comparator<Cost> CHEAPEST_FIRST =
            Comparator.comparing(Cost::amount, Comparator.nullsLast(Comparator.naturalOrder()));

    private static final int LEAST_SCALE = 4;

    /** Checks that an amount is there exactly when it is known, and gives it at least four decimals. */
    public Cost {
        Objects.requireNonNull(source, "source");
        if ((amount == null) != (source == CostSource.UNKNOWN)) {
            throw new IllegalArgumentException("an unknown cost has no amount, and any other has one");
        }
        if (amount != null) {
            if (amount.signum() < 0) {
                throw new IllegalArgumentException("a cost is not negative: " + amount);
            }
            amount = atLeastFourDecimals(amount);
        }
    }

    /** A cost that nobody knows. */
    public static Cost unknown() {
        return new Cost(null, CostSource.UNKNOWN, null);
    }

    /** Nothing to pay, on the user's own machine. */
    public static Cost free() {
        return new Cost(BigDecimal.ZERO, CostSource.FREE, Billing.LOCAL);
    }

    /** An amount that the agent named, billed by use. */
    public static Cost reported(BigDecimal amount) {
        return new Cost(amount, CostSource.REPORTED, Billing.METERED);
    }

    /** An amount in US dollars from a given source, billed by use. */
    public static Cost of(BigDecimal amount, CostSource source) {
        return new Cost(amount, source, Billing.METERED);
    }

    /** The same amount, billed otherwise. */
    public Cost billed(Billing other) {
        return new Cost(amount, source, other);
    }

    /** Always US dollars. */
    @JsonProperty("currency")
    public String currency() {
        return "USD";
    }

    /** The amount as people write it, {@code $0.4200}. */
    public String words() {
        return amount == null ? "an unknown amount" : Dollars.words(amount);
    }

    /** Whether there is an amount. */
    public boolean known() {
        return amount != null;
    }

    /**
     * The sum of both. It is unknown where one of them is; otherwise it is as trustworthy as the less trusted of the
     * two that cost anything.
     */
    public Cost plus(Cost other) {
        BigDecimal mine = amount;
        BigDecimal theirs = other.amount;
        if (mine == null || theirs == null) {
            return unknown();
        }
        if (mine.signum() == 0 && source == CostSource.FREE) {
            return other;
        }
        if (theirs.signum() == 0 && other.source == CostSource.FREE) {
            return this;
        }
        CostSource weaker = source.compareTo(other.source) >= 0 ? source : other.source;
        return new Cost(mine.add(theirs), weaker, billing == null ? other.billing : billing);
    }

    private static BigDecimal atLeastFourDecimals(BigDecimal amount) {
        int scale = Math.max(LEAST_SCALE, amount.stripTrailingZeros().scale());
        return amount.setScale(scale);
    }
}
