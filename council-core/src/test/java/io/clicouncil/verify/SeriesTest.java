package io.clicouncil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.task.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class SeriesTest {
    private static final Check CHECK = Check.shell("true");

    /** {@code g} is a green run, {@code r} a red one, {@code t} one whose time was up. */
    @ParameterizedTest
    @CsvSource({
        "g,   1, 1, PASSED",
        "rr,  1, 2, FAILED",
        "rg,  1, 2, FLAKY",
        "rt,  1, 2, TIMED_OUT",
        "t,   1, 1, TIMED_OUT",
        "ggg, 3, 3, PASSED",
        "rg,  3, 2, FLAKY",
        "rr,  3, 2, FAILED",
        "grg, 3, 3, FLAKY",
        "ggr, 3, 3, FLAKY",
        "grr, 3, 3, FAILED",
        "gr,  2, 2, FLAKY",
        "gt,  2, 2, TIMED_OUT",
    })
    void runsARequiredCheckAsOftenAsTheVerdictNeeds(String runs, int repeat, int asked, CheckStatus status) {
        List<Integer> numbers = new ArrayList<>();
        Judged judged = run(CHECK.repeated(repeat), runs, numbers);
        assertThat(judged.result().status()).isEqualTo(status);
        assertThat(numbers).hasSize(asked).startsWith(1).doesNotHaveDuplicates();
        assertThat(judged.result().duration()).isEqualTo(Duration.ofSeconds(asked));
    }

    @Test
    void runsAnOptionalCheckThatIsRedOnlyOnce() {
        List<Integer> numbers = new ArrayList<>();
        Check optional = new Check("lint", List.of("lint"), null, false);
        assertThat(run(optional, "rg", numbers).result().status()).isEqualTo(CheckStatus.FAILED);
        assertThat(numbers).containsExactly(1);
    }

    @Test
    void saysOfAFlakeWhatWasRed() {
        CheckResult result = run(CHECK, "rg", new ArrayList<>()).result();
        assertThat(result.message()).isEqualTo("failed with exit code 1: 1 test fails and did not on the base: a.B");
        assertThat(result.newFailures()).containsExactly("a.B");
        assertThat(result.words()).isEqualTo("failed once and passed when it was run again");
        assertThat(result.passes()).isTrue();
    }

    private static Judged run(Check check, String runs, List<Integer> numbers) {
        return Objects.requireNonNull(Series.of(check, number -> {
                    numbers.add(number);
                    return Mono.just(judged(runs.charAt(number - 1)));
                })
                .block());
    }

    private static Judged judged(char run) {
        boolean red = run == 'r';
        CheckStatus status = red ? CheckStatus.FAILED : run == 'g' ? CheckStatus.PASSED : CheckStatus.TIMED_OUT;
        return new Judged(
                new CheckResult(
                        "true",
                        status,
                        true,
                        red ? 1 : 0,
                        red ? List.of("a.B") : List.of(),
                        Duration.ofSeconds(1),
                        red ? "1 test fails and did not on the base: a.B" : ""),
                Set.of());
    }
}
