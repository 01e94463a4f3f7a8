package io.clicouncil.text;

import io.clicouncil.failure.CouncilException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write and read them.
 *
 * @since 0.1
 */
public final class Durations {
    /** The longest that is understood: a year. A longer one is a mistake, and adding to it could overflow. */
    public static final Duration LONGEST = Duration.ofDays(365);

    private static final Pattern SHORT = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);
    private static final long MILLIS_PER_TENTH = 100;
    private static final int TENTHS_PER_SECOND = 10;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int MINUTES_PER_HOUR = 60;
    private static final int HOURS_PER_DAY = 24;

    private Durations() {}

    /**
     * Reads {@code 500ms}, {@code 90s}, {@code 15m}, {@code 2h}, {@code 1d}, or ISO-8601 such as {@code PT1H30M}.
     *
     * @return the duration, zero or positive
     * @throws CouncilException where it is none, negative, or longer than {@link #LONGEST}, saying which
     */
    public static Duration parse(String text) {
        Duration duration = read(text);
        if (duration.isNegative()) {
            throw CouncilException.usage(Quoted.of(text) + " is negative");
        }
        if (duration.compareTo(LONGEST) > 0) {
            throw CouncilException.usage(Quoted.of(text) + " is longer than a year");
        }
        return duration;
    }

    private static Duration read(String text) {
        Matcher written = SHORT.matcher(text);
        try {
            return written.matches()
                    ? Duration.of(Long.parseLong(written.group(1)), UNITS.get(written.group(2)))
                    : Duration.parse(text);
        } catch (DateTimeParseException error) {
            throw new CouncilException(
                    CouncilException.Reason.USAGE,
                    Quoted.of(text) + " is no duration: write 500ms, 90s, 15m, 2h, 1d or ISO-8601 as in PT1H30M",
                    error);
        }
    }

    /**
     * Writes a duration for people, by its two largest units: {@code 450ms}, {@code 8.1s}, {@code 1m 05s}, {@code 2h},
     * {@code 1d 03h}.
     *
     * @param duration zero or positive; a negative one is written as zero
     */
    public static String format(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < Duration.ofSeconds(1).toMillis()) {
            return millis + "ms";
        }
        long tenths = (millis + MILLIS_PER_TENTH / 2) / MILLIS_PER_TENTH;
        if (tenths < TENTHS_PER_SECOND * SECONDS_PER_MINUTE) {
            return tenths % TENTHS_PER_SECOND == 0
                    ? tenths / TENTHS_PER_SECOND + "s"
                    : String.format(Locale.ROOT, "%d.%ds", tenths / TENTHS_PER_SECOND, tenths % TENTHS_PER_SECOND);
        }
        long seconds = tenths / TENTHS_PER_SECOND;
        long minutes = seconds / SECONDS_PER_MINUTE;
        long hours = minutes / MINUTES_PER_HOUR;
        if (hours == 0) {
            return pair(minutes, "m", seconds % SECONDS_PER_MINUTE, "s");
        }
        return hours < HOURS_PER_DAY
                ? pair(hours, "h", minutes % MINUTES_PER_HOUR, "m")
                : pair(hours / HOURS_PER_DAY, "d", hours % HOURS_PER_DAY, "h");
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        return small == 0
                ? large + largeUnit
                : String.format(Locale.ROOT, "%d%s %02d%s", large, largeUnit, small, smallUnit);
    }
}
