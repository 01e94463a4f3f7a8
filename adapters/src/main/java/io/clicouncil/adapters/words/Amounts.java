package io.clicouncil.adapters.words;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;

/**
 * Numbers that agents print, believed only where they can be meant.
 *
 * @since 0.1
 */
public final class Amounts {
    private static final BigDecimal MOST_DOLLARS = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal MOST_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(366).toSeconds());
    /** Far more than anybody counts, and sums of such never overflow. */
    private static final long MOST_TOKENS = 1L << 50;

    /** Prices of single tokens need eight decimals; what lies behind is the noise of binary fractions. */
    private static final int DECIMALS = 10;

    private static final int MILLIS_PER_SECOND = 1000;

    private Amounts() {}

    /** US dollars: a number from 0 to a million, else nothing. */
    public static Optional<BigDecimal> dollars(JsonNode value) {
        return number(value, MOST_DOLLARS)
                .map(amount -> amount.setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros());
    }

    /** A span of time in seconds: a number from 0 to a year, else nothing. */
    public static Optional<Duration> seconds(JsonNode value) {
        return number(value, MOST_SECONDS)
                .map(seconds -> Duration.ofMillis(
                        seconds.multiply(BigDecimal.valueOf(MILLIS_PER_SECOND)).longValue()));
    }

    /** A span of time in seconds, as text. */
    public static Optional<Duration> seconds(String text) {
        try {
            return seconds(DecimalNode.valueOf(new BigDecimal(text.strip())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A count of tokens: a whole number that is not negative and can be meant, else null. */
    public static @Nullable Long tokens(JsonNode value) {
        boolean count = value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= 0
                && value.longValue() <= MOST_TOKENS;
        return count ? Long.valueOf(value.longValue()) : null;
    }

    private static Optional<BigDecimal> number(JsonNode value, BigDecimal most) {
        boolean yamlNoNumber = (value.isDouble() || value.isFloat()) && !Double.isFinite(value.doubleValue());
        if (!value.isNumber() || yamlNoNumber) {
            return Optional.empty();
        }
        BigDecimal number = value.decimalValue();
        // Compared before any arithmetic: 1e999999999 is a number that nobody wants to write out.
        return number.signum() >= 0 && number.compareTo(most) <= 0 ? Optional.of(number) : Optional.empty();
    }
}
