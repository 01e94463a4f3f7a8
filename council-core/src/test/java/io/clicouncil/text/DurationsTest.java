package io.clicouncil.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.failure.CouncilException;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @Nested
    class Read {
        @ParameterizedTest
        @CsvSource({
            "500ms, PT0.5S",
            "90s, PT1M30S",
            "15m, PT15M",
            "2h, PT2H",
            "1d, PT24H",
            "365d, PT8760H",
            "0s, PT0S",
            "PT1H30M, PT1H30M",
            "P1D, PT24H",
        })
        void areUnderstood(String written, Duration meant) {
            assertThat(Durations.parse(written)).isEqualTo(meant);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "30",
                    "5x",
                    "1.5h",
                    "1h30m",
                    "-5s",
                    "+5s",
                    "5 s",
                    "5S",
                    "s",
                    "∞",
                    "٣s",
                    "9999999999999s",
                    "NaN",
                    "PT"
                })
        void areRefusedWithTheFormsThatAreUnderstood(String written) {
            assertThatThrownBy(() -> Durations.parse(written))
                    .isInstanceOf(CouncilException.class)
                    .hasMessage("'" + written
                            + "' is no duration: write 500ms, 90s, 15m, 2h, 1d or ISO-8601 as in PT1H30M");
        }

        @ParameterizedTest
        @ValueSource(strings = {"366d", "999999999999d", "999999999999ms", "PT2562047788015215H"})
        void areAtMostAYear(String written) {
            assertThatThrownBy(() -> Durations.parse(written))
                    .isInstanceOf(CouncilException.class)
                    .hasMessage("'" + written + "' is longer than a year");
        }

        @Test
        void areNotNegative() {
            assertThatThrownBy(() -> Durations.parse("PT-5S")).hasMessage("'PT-5S' is negative");
        }
    }

    @Nested
    class Written {
        @ParameterizedTest
        @CsvSource({
            "PT0S, 0ms",
            "PT0.45S, 450ms",
            "PT0.9999S, 999ms",
            "PT1S, 1s",
            "PT8.14S, 8.1s",
            "PT59.94S, 59.9s",
            "PT59.96S, 1m",
            "PT1M5S, 1m 05s",
            "PT30M, 30m",
            "PT59M59.96S, 1h",
            "PT2H5M59S, 2h 05m",
            "PT27H, 1d 03h",
            "PT-1S, 0ms",
        })
        void nameTheirTwoLargestUnits(Duration duration, String written) {
            assertThat(Durations.format(duration)).isEqualTo(written);
        }
    }
}
