package io.clicouncil.strategy;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.clicouncil.cost.Dollars;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What asking an agent next would cost and bring.
 *
 * @param agent the agent's name
 * @param price what it probably costs here in US dollars, or null where nobody can say
 * @param chance the chance that it passes here, more than 0 and at most 1; null where there is no history to tell
 * @param worth what a solved task is worth in US dollars, or null where that was not said
 * @since 0.1
 */
public record Offer(
        String agent,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        BigDecimal price,

        @Nullable Double chance,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        BigDecimal worth) {
    private static final int[] DECIMALS = {2, 4, 6};
    private static final double ONE_IN_TEN = 0.1;
    private static final int PERCENT = 100;

    /** Checks the parts. */
    public Offer {
        Objects.requireNonNull(agent, "agent");
        if (chance != null && !(chance > 0 && chance <= 1)) {
            throw new IllegalArgumentException("a chance is more than 0 and at most 1: " + chance);
        }
    }

    /**
     * Whether the agent should be asked: unless its price is known to exceed what its chance is worth, or the whole
     * solved task where the chance is not known.
     */
    public boolean worthAsking() {
        BigDecimal value = value();
        return price == null || value == null || price.compareTo(value) <= 0;
    }

    /** The price of a success: what is paid in the mean until the agent passes on tasks like this one. */
    double pricePerSuccess() {
        if (price == null) {
            return Double.POSITIVE_INFINITY;
        }
        return chance == null ? price.doubleValue() : price.doubleValue() / chance;
    }

    /** The offer and what follows from it, in words and figures. */
    public String words() {
        BigDecimal value = value();
        String verdict = worthAsking() ? ": asked" : ": not asked";
        if (price == null) {
            return "nobody knows what " + agent + " costs: asked last";
        }
        int decimals = decimals(price, value == null ? price : value);
        String costs = agent + " costs about " + Dollars.rounded(price, decimals);
        if (chance == null) {
            return worthAsking() || value == null
                    ? costs + verdict
                    : costs + ", more than the " + Dollars.rounded(value, decimals) + " that a solved task is worth"
                            + verdict;
        }
        String passes = costs + " here and passes with a chance of " + percent(chance);
        return value == null ? passes + verdict : passes + ", worth " + Dollars.rounded(value, decimals) + verdict;
    }

    private @Nullable BigDecimal value() {
        return worth == null || chance == null ? worth : worth.multiply(BigDecimal.valueOf(chance));
    }

    /** As many as it takes to tell two amounts apart, and a small one from nothing. */
    private static int decimals(BigDecimal price, BigDecimal value) {
        for (int decimals : DECIMALS) {
            String shown = Dollars.rounded(price, decimals);
            boolean alike = shown.equals(Dollars.rounded(value, decimals));
            boolean nothing = price.signum() > 0 && shown.equals(Dollars.rounded(BigDecimal.ZERO, decimals));
            if (!nothing && (!alike || price.compareTo(value) == 0)) {
                return decimals;
            }
        }
        return DECIMALS[DECIMALS.length - 1];
    }

    private static String percent(double chance) {
        return String.format(Locale.ROOT, chance < ONE_IN_TEN ? "%.1f %%" : "%.0f %%", chance * PERCENT);
    }
}
