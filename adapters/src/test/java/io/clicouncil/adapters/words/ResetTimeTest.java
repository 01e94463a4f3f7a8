package io.clicouncil.adapters.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResetTimeTest {
    /** In Berlin it is 13:00. */
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    Claude usage limit reached|1795266000                          ; PT1H
                    {"resets_at": 1795264200}                                      ; PT30M
                    X-RateLimit-Reset: 1795262460                                  ; PT1M
                    "resetsAt":1795262460000                                       ; PT1M
                    it resets at 2026-11-21T15:00:00Z                              ; PT3H
                    rate limited until 2026-11-22T03:00:00+01:00                   ; PT14H
                    5-hour limit reached, resets 3am                               ; PT14H
                    You've hit your limit · resets 3:30pm (Europe/Berlin)          ; PT2H30M
                    weekly limit reached · resets Nov 25, 3pm (UTC)                ; PT99H
                    Access resets at 10:57 PM GMT-3                                ; PT13H57M
                    hit your usage limit. Try again at 3:05 PM.                    ; PT2H5M
                    or try again at Nov 22nd, 2026 1:00 PM.                        ; PT24H
                    or try again in 5 days 22 hours 11 minutes.                    ; PT142H11M
                    try again in 1 hour, 2 minutes and 3 seconds                   ; PT1H2M3S
                    Please try again in 1.5s.                                      ; PT1.5S
                    Please try again in 20ms.                                      ; PT0.02S
                    Please retry in 34.074824224s.                                 ; PT34.074S
                    Suggested retry after 1s.                                      ; PT1S
                    Your quota will reset after 3h25m10s.                          ; PT3H25M10S
                    The weekly limit resets in 5d 5h.                              ; PT125H
                    Retry-After: 30                                                ; PT30S
                    please wait 2 minutes before you go on                         ; PT2M
                    limit reached|1795262000                                       ; PT0S
                    """)
    void isReadFromWords(String words, Duration wait) {
        assertThat(ResetTime.in(words, NOON)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "You've hit your usage limit. Try again later.",
                "limits reset every 5h and every week",
                "Retrying after 5404ms...",
                "resets 13pm (Nowhere/Land)",
                "resets Foo 25, 3pm",
                "try again at Feb 31st, 2027 3:00 PM",
                "limit reached|9999999999",
                "try again in 999999999 days",
                "3pm is when we meet"
            })
    void isUnknownWhereNoneIsNamed(String words) {
        assertThat(ResetTime.in(words, NOON)).isEmpty();
    }

    @Test
    void isNeverNegative() {
        assertThat(ResetTime.until(NOON.instant().getEpochSecond() - 5, NOON)).isZero();
        assertThat(ResetTime.until(NOON.instant().getEpochSecond() + 5, NOON)).isEqualTo(Duration.ofSeconds(5));
    }
}
