package io.clicouncil.realclis.api;

import java.math.BigDecimal;

/**
 * What a provider charges, in US dollars for a million tokens.
 *
 * @param fresh for fresh input
 * @param cacheRead for input read from a cache
 * @param cacheWrite for input written to a cache
 * @param output for output, reasoning included
 */
public record Prices(BigDecimal fresh, BigDecimal cacheRead, BigDecimal cacheWrite, BigDecimal output) {
    private static final int DIGITS_OF_A_MILLION = 6;

    /** Prices in US dollars for a million tokens. */
    public static Prices of(String fresh, String cacheRead, String cacheWrite, String output) {
        return new Prices(
                new BigDecimal(fresh), new BigDecimal(cacheRead), new BigDecimal(cacheWrite), new BigDecimal(output));
    }

    /** What these tokens are billed with, exactly. */
    public BigDecimal bill(Tokens tokens) {
        return amount(fresh, tokens.fresh())
                .add(amount(cacheRead, tokens.cacheRead()))
                .add(amount(cacheWrite, tokens.cacheWrite()))
                .add(amount(output, tokens.output()));
    }

    private static BigDecimal amount(BigDecimal price, long tokens) {
        return price.multiply(BigDecimal.valueOf(tokens)).movePointLeft(DIGITS_OF_A_MILLION);
    }
}
