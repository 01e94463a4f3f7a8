package io.clicouncil.adapters.words;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a limit of Claude Code ends. Its versions say so in three ways: in an event as a second of the epoch, in the
 * message as {@code limit reached|1764000000}, or in words as {@code resets 3:30pm (Europe/Berlin)}.
 *
 * @since 0.1
 */
public final class ClaudeReset {
    private static final Pattern EPOCH = Pattern.compile("\\|(\\d{10})\\b");
    private static final Pattern TIME_OF_DAY =
            Pattern.compile("(?i)resets?(?: at)? (\\d{1,2})(?::(\\d{2}))?\\s*(am|pm)(?:\\s*\\(([A-Za-z_/+-]+)\\))?");
    private static final int HALF_A_DAY_HOURS = 12;

    private ClaudeReset() {}

    /**
     * How long it still takes, where it is known; never negative.
     *
     * @param words what was said of it
     * @param resetsAtSecond the second of the epoch that an event named, or 0
     */
    public static Optional<Duration> in(String words, long resetsAtSecond, Clock clock) {
        Instant now = clock.instant();
        Matcher epoch = EPOCH.matcher(words);
        long second = epoch.find() ? Long.parseLong(epoch.group(1)) : resetsAtSecond;
        if (second > 0) {
            return Optional.of(atLeastZero(Duration.between(now, Instant.ofEpochSecond(second))));
        }
        Matcher time = TIME_OF_DAY.matcher(words);
        return time.find() ? untilTimeOfDay(time, now, clock.getZone()) : Optional.empty();
    }

    private static Optional<Duration> untilTimeOfDay(Matcher time, Instant now, ZoneId ours) {
        try {
            ZonedDateTime here = now.atZone(time.group(4) == null ? ours : ZoneId.of(time.group(4)));
            int hour = Integer.parseInt(time.group(1)) % HALF_A_DAY_HOURS
                    + (time.group(3).toLowerCase(Locale.ROOT).equals("pm") ? HALF_A_DAY_HOURS : 0);
            int minute = time.group(2) == null ? 0 : Integer.parseInt(time.group(2));
            ZonedDateTime today = here.with(LocalTime.of(hour, minute));
            return Optional.of(Duration.between(here, today.isAfter(here) ? today : today.plusDays(1)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration atLeastZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
