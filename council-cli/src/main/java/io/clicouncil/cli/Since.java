package io.clicouncil.cli;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.text.Durations;
import io.clicouncil.text.Quoted;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A point in the past as users say it. */
final class Since {
    /** What the help says about it. */
    static final String HELP = "Only runs that began since then: a duration such as 7d or 12h, or a date, 2026-11-21.";

    private Since() {}

    /** A duration before now, or the beginning of a day. */
    static Instant of(String text, Instant now, ZoneId zone) {
        try {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        } catch (DateTimeException noDate) {
            return now.minus(duration(text));
        }
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (CouncilException wrong) {
            throw new CouncilException(
                    CouncilException.Reason.USAGE,
                    "--since: a duration of a year at most, such as 7d or 12h, or a date such as 2026-11-21 is expected,"
                            + " not " + Quoted.of(text),
                    wrong);
        }
    }
}
