package io.clicouncil.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Amounts of US dollars as people write them.
 *
 * @since 0.1
 */
public final class Dollars {
    private static final int CENTS = 2;

    private Dollars() {}

    /** The exact amount with two decimals or more, {@code $0.50}. */
    public static String words(BigDecimal amount) {
        return "$" + amount.setScale(Math.max(CENTS, amount.scale())).toPlainString();
    }

    /** The amount with so many decimals, the last of them rounded half up, {@code $0.50} or {@code -$0.50}. */
    public static String rounded(BigDecimal amount, int decimals) {
        BigDecimal rounded = amount.setScale(decimals, RoundingMode.HALF_UP);
        return (rounded.signum() < 0 ? "-$" : "$") + rounded.abs().toPlainString();
    }
}
