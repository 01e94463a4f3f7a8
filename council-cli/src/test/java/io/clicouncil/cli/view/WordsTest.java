package io.clicouncil.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.result.Candidate;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.CheckStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values as people read them. */
class WordsTest {
    @Test
    void aCheckThatCouldNotRunIsNoneThatFailed() {
        assertThat(Words.checks(candidate(CheckStatus.PASSED, CheckStatus.FAILED)))
                .isEqualTo("1/2");
        assertThat(Words.checks(candidate(CheckStatus.PASSED, CheckStatus.ERROR)))
                .isEqualTo("1/2, 1 could not run");
        assertThat(Words.checks(candidate(CheckStatus.FLAKY))).isEqualTo("1/1 flaky");
        assertThat(Words.checks(candidate())).isEqualTo("-");
    }

    @Test
    void anUnknownCostIsNoNumber() {
        assertThat(Words.cost(Cost.unknown())).isEqualTo("unknown");
    }

    private static Candidate candidate(CheckStatus... statuses) {
        List<CheckResult> checks = Arrays.stream(statuses)
                .map(status -> new CheckResult(status.name(), status, true, null, List.of(), Duration.ZERO, ""))
                .toList();
        return new Candidate(
                "a",
                "command",
                null,
                ExecutionStatus.SUCCESS,
                false,
                "so",
                null,
                1,
                Duration.ZERO,
                null,
                null,
                List.of(),
                Cost.unknown(),
                Usage.UNKNOWN,
                null,
                checks);
    }
}
