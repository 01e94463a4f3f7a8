package io.clicouncil.text;

import io.clicouncil.failure.CouncilException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts of memory and of data as people write and read them.
 *
 * @since 0.1
 */
public final class Sizes {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,12})(B|kB|KB|MB|GB|TB|KiB|MiB|GiB|TiB)?");
    private static final int BINARY = 1024;
    private static final int DECIMAL = 1000;
    private static final Map<String, Long> UNITS = Map.of(
            "B", 1L,
            "kB", power(DECIMAL, 1),
            "KB", power(DECIMAL, 1),
            "MB", power(DECIMAL, 2),
            "GB", power(DECIMAL, 3),
            "TB", power(DECIMAL, 4),
            "KiB", power(BINARY, 1),
            "MiB", power(BINARY, 2),
            "GiB", power(BINARY, 3),
            "TiB", power(BINARY, 4));
    private static final List<String> SHOWN = List.of("KiB", "MiB", "GiB", "TiB");

    private Sizes() {}

    /**
     * Reads {@code 1GiB}, {@code 500MB}, or a number of bytes.
     *
     * @return bytes, zero or more
     * @throws CouncilException where it is none, or more than anybody has
     */
    public static long parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw CouncilException.usage(Quoted.of(text) + " is no size: write 512MiB or 1GiB");
        }
        String unit = written.group(2);
        try {
            return Math.multiplyExact(
                    Long.parseLong(written.group(1)), unit == null ? 1L : UNITS.getOrDefault(unit, 1L));
        } catch (ArithmeticException overflow) {
            throw new CouncilException(
                    CouncilException.Reason.USAGE, Quoted.of(text) + " is more than there is", overflow);
        }
    }

    /** For a person, {@code 8 GiB} or {@code 1.5 MiB}. */
    public static String format(long bytes) {
        if (bytes < BINARY) {
            return bytes + " B";
        }
        double amount = bytes;
        String unit = "";
        for (String next : SHOWN) {
            if (amount < BINARY) {
                break;
            }
            amount /= BINARY;
            unit = next;
        }
        String text = String.format(Locale.ROOT, "%.1f", amount);
        return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " " + unit;
    }

    private static long power(int base, int exponent) {
        return (long) Math.pow(base, exponent);
    }
}
