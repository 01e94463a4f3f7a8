package io.clicouncil.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.Candidate.ChangeSummary;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How agents are counted. */
class StatsTest {
    private static final ChangeSummary CHANGE = new ChangeSummary(1, 1, 0, "council/r/a", "c".repeat(40));

    @ParameterizedTest
    @CsvSource({
        "0,  1,   0.0,    0.0,    0.7935",
        "1,  1,   1.0,    0.2065, 1.0",
        "7,  10,  0.7,    0.3968, 0.8922",
        "50, 100, 0.5,    0.4038, 0.5962"
    })
    void theIntervalIsThatOfWilson(int some, int all, double rate, double low, double high) {
        Proportion proportion = Proportion.of(some, all);

        assertThat(proportion.rate()).isEqualTo(rate);
        assertThat(proportion.low()).isCloseTo(low, within(0.0001));
        assertThat(proportion.high()).isCloseTo(high, within(0.0001));
    }

    @Test
    void whatFailsIsPaidByWhatIsAcceptedAndUnknownStaysUnknown() {
        AgentStats stats = AgentStats.of(
                "a",
                List.of(
                        part(true, Cost.reported(new BigDecimal("0.30")), 3, null),
                        part(true, Cost.unknown(), 9, null),
                        part(false, Cost.reported(new BigDecimal("0.10")), 5, null),
                        part(false, Cost.reported(new BigDecimal("0.05")), 1, FailureKind.QUOTA)));

        assertThat(stats)
                .isEqualTo(new AgentStats("a", 4, 0, 3, 2, new BigDecimal("0.4500"), 1, Duration.ofSeconds(5)));
    }

    @Test
    void nothingIsSaidOfWhatNoCheckHasJudged() {
        Candidate candidate = part(true, Cost.reported(BigDecimal.ONE), 4, null).candidate();

        AgentStats stats = AgentStats.of("a", List.of(new AgentStats.Part(candidate, true, false)));

        assertThat(stats).isEqualTo(new AgentStats("a", 1, 1, 0, 0, null, 0, null));
    }

    @Test
    void theMiddleOfTwoIsBetweenThem() {
        AgentStats stats =
                AgentStats.of("a", List.of(part(false, Cost.unknown(), 2, null), part(false, Cost.unknown(), 5, null)));

        assertThat(stats.median()).isEqualTo(Duration.ofMillis(3500));
        assertThat(stats.costPerAccepted()).isNull();
        assertThat(stats.unknownCosts()).isEqualTo(2);
    }

    private static AgentStats.Part part(boolean eligible, Cost cost, int seconds, @Nullable FailureKind failed) {
        Candidate candidate = new Candidate(
                "a",
                "command",
                null,
                failed == null ? ExecutionStatus.SUCCESS : ExecutionStatus.FAILURE,
                eligible,
                "so",
                failed == null ? null : Failure.of(failed, "no"),
                1,
                Duration.ofSeconds(seconds),
                null,
                null,
                List.of(),
                cost,
                Usage.UNKNOWN,
                eligible ? CHANGE : null,
                List.of());
        return new AgentStats.Part(candidate, false, true);
    }
}
