package io.clicouncil.adapters.words;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a limit ends, as agents and providers say it: as a second of the epoch ({@code limit reached|1764000000}, {@code
 * resets_at: 1764000000}), as ISO-8601 ({@code until 2026-11-22T03:00:00Z}), as a time of day, perhaps with its date
 * ({@code resets 3:30pm (Europe/Berlin)}, {@code try again at Nov 22nd, 2026 3:30 PM}), or as a span ({@code try again in
 * 2 days 3 hours}, {@code reset after 3h25m10s}).
 *
 * @since 0.1
 */
public final class ResetTime {
    private static final Duration FARTHEST = Duration.ofDays(366);
    private static final int HALF_A_DAY_HOURS = 12;
    private static final int SHORTEST_MONTH = 3;
    private static final Map<String, Long> UNIT_MILLIS = Map.of(
            "d", Duration.ofDays(1).toMillis(),
            "h", Duration.ofHours(1).toMillis(),
            "m", Duration.ofMinutes(1).toMillis(),
            "s", Duration.ofSeconds(1).toMillis(),
            "ms", 1L);

    private static final Pattern EPOCH = Pattern.compile("(?i)(?:\\||reset\\w*\\W{1,5})(\\d{10})(?:\\d{3})?\\b");
    private static final Pattern ISO =
            Pattern.compile("(?i)(?:reset\\w*|until|again|retry\\S*)\\W(?:at |after |on )?\\W{0,3}"
                    + "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d\\d:\\d\\d))");
    private static final Pattern TIME_OF_DAY = Pattern.compile(
            "(?i)(?:resets?|again)(?: at| on| after)? "
                    + "(?:([a-z]{3,9})\\.? (\\d{1,2})(?:st|nd|rd|th)?,?(?: (\\d{4}),?)?(?: at)? )?"
                    + "(\\d{1,2})(?::(\\d{2}))?\\s*([ap]m)\\b(?:\\s*\\(([a-z_/+-]+)\\)|\\s+((?:GMT|UTC)(?:[+-]\\d{1,2})?)\\b)?");
    private static final String ONE_SPAN =
            "\\d{1,9}(?:\\.\\d{1,12})? ?(?:d(?:ays?)?|h(?:ours?|rs?)?|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?|ms)(?![a-z])";
    private static final Pattern SPAN = Pattern.compile("(?i)\\b(?:again|retry|resets?|wait)(?: (?:in|after|for))? ((?:"
            + ONE_SPAN.replace("(?![a-z])", "(?![a-ln-z])") + "(?:,? and |,? ?))+)");
    private static final Pattern PART =
            Pattern.compile("(?i)(\\d{1,9}(?:\\.\\d{1,12})?) ?(ms|d|h|m|s)[a-z]*?(?=\\d|\\W|$)");
    private static final Pattern SECONDS = Pattern.compile("(?i)\\bretry[- _]after\\W{1,4}(\\d{1,8})\\b(?! ?[a-z:.-])");

    private ResetTime() {}

    /** How long it still takes by the clock of this machine, where the words say so; never negative. */
    public static Optional<Duration> in(String words) {
        return in(words, Clock.system(ZoneId.systemDefault()));
    }

    /**
     * How long it still takes, where the words say so; never negative.
     *
     * @param clock tells the time now, and the zone of times that name none
     */
    public static Optional<Duration> in(String words, Clock clock) {
        try {
            return found(words, clock)
                    .filter(wait -> wait.compareTo(FARTHEST) <= 0)
                    .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** How long it still takes until a second of the epoch; never negative. */
    public static Duration until(long epochSecond, Clock clock) {
        Duration wait = Duration.between(clock.instant(), Instant.ofEpochSecond(epochSecond));
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private static Optional<Duration> found(String words, Clock clock) {
        Matcher epoch = EPOCH.matcher(words);
        if (epoch.find()) {
            return Optional.of(until(Long.parseLong(epoch.group(1)), clock));
        }
        Matcher iso = ISO.matcher(words);
        if (iso.find()) {
            return Optional.of(Duration.between(
                    clock.instant(), OffsetDateTime.parse(iso.group(1)).toInstant()));
        }
        Matcher time = TIME_OF_DAY.matcher(words);
        if (time.find()) {
            return Optional.of(untilTimeOfDay(time, clock));
        }
        Matcher span = SPAN.matcher(words);
        if (span.find()) {
            return Optional.of(span(span.group(1)));
        }
        Matcher seconds = SECONDS.matcher(words);
        return seconds.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds.group(1)))) : Optional.empty();
    }

    private static Duration untilTimeOfDay(Matcher time, Clock clock) {
        String zone = time.group(7) == null ? time.group(8) : time.group(7);
        ZonedDateTime now = clock.instant().atZone(zone == null ? clock.getZone() : ZoneId.of(zone));
        int hour = Integer.parseInt(time.group(4)) % HALF_A_DAY_HOURS
                + (time.group(6).toLowerCase(Locale.ROOT).equals("pm") ? HALF_A_DAY_HOURS : 0);
        LocalTime clockTime = LocalTime.of(hour, time.group(5) == null ? 0 : Integer.parseInt(time.group(5)));
        LocalDate date = date(time.group(1), time.group(2), time.group(3), now.toLocalDate());
        if (date != null) {
            return Duration.between(now, date.atTime(clockTime).atZone(now.getZone()));
        }
        ZonedDateTime today = now.with(clockTime);
        return Duration.between(now, today.isAfter(now) ? today : today.plusDays(1));
    }

    /** A day without a year is the next one of its name. */
    private static @Nullable LocalDate date(
            @Nullable String month, @Nullable String day, @Nullable String year, LocalDate today) {
        if (month == null || day == null) {
            return null;
        }
        String start = month.substring(0, SHORTEST_MONTH).toUpperCase(Locale.ROOT);
        for (Month each : Month.values()) {
            if (each.name().startsWith(start)) {
                int thisYear = year == null ? today.getYear() : Integer.parseInt(year);
                LocalDate date = LocalDate.of(thisYear, each, Integer.parseInt(day));
                return year == null && date.isBefore(today) ? date.plusYears(1) : date;
            }
        }
        throw new DateTimeException("no month");
    }

    private static Duration span(String words) {
        BigDecimal millis = BigDecimal.ZERO;
        Matcher part = PART.matcher(words);
        while (part.find()) {
            long unit = UNIT_MILLIS.getOrDefault(part.group(2).toLowerCase(Locale.ROOT), 1L);
            millis = millis.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
        }
        return Duration.ofMillis(millis.longValue());
    }
}
