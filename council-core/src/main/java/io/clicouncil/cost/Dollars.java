package io.clicouncil.cost;

import java.math.BigDecimal;

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
}
