package io.clicouncil.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.event.CouncilEvent.RunFinished;
import io.clicouncil.event.CouncilEvent.Stamp;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.RunStatus;
import io.clicouncil.result.Selection;
import io.clicouncil.strategy.Outcome;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the history tells of the agents. */
class OutcomesTest {
    private static final String OLD = "20261101-000000-aaaa";
    private static final String ENDED = "20261121-093012-k3f9";
    private static final String OPEN = "20261121-093013-k3fa";

    @TempDir
    private Path common;

    @Test
    void areThoseOfRunsThatHaveEndedTheOldestFirst() {
        try (SqliteJournal journal = SqliteJournal.open(common)) {
            journal.append(Sample.started(ENDED, Sample.START));
            journal.append(Sample.finished(ENDED, 2));
            journal.append(Sample.started(OPEN, Sample.START));
            journal.append(Sample.started(OLD, Sample.START.minus(Duration.ofDays(20))));
            journal.append(Sample.finished(OLD, 2));
        }

        BigDecimal cost = new BigDecimal("0.4200");
        Duration duration = Duration.ofMillis(41_200);
        assertThat(History.of(common).outcomes().rows())
                .containsExactly(
                        new Outcome(OLD, "claude", true, cost, duration),
                        new Outcome(ENDED, "claude", true, cost, duration));
    }

    @Test
    void leaveOutWhoWasNotAskedCouldNotBeOrWasStopped() {
        try (SqliteJournal journal = SqliteJournal.open(common)) {
            journal.append(Sample.started(ENDED, Sample.START));
            journal.append(finished(
                    candidate("absent", FailureKind.NOT_INSTALLED, 0, Cost.unknown()),
                    candidate("unpaid", FailureKind.QUOTA, 1, Cost.free()),
                    candidate("stopped", FailureKind.CANCELLED, 1, Cost.unknown()),
                    candidate("limited", FailureKind.RATE_LIMITED, 4, Cost.free()),
                    candidate("crashed", FailureKind.CRASHED, 1, Cost.unknown())));
        }

        assertThat(History.of(common).outcomes().rows())
                .containsExactly(
                        new Outcome(ENDED, "limited", false, new BigDecimal("0.0000"), Duration.ofSeconds(3)),
                        new Outcome(ENDED, "crashed", false, null, Duration.ofSeconds(3)));
    }

    @Test
    void leaveOutRunsThatNoCheckHasJudged() {
        try (SqliteJournal journal = SqliteJournal.open(common)) {
            journal.append(Sample.started(ENDED, Sample.START, List.of()));
            journal.append(Sample.finished(ENDED, 2));
        }

        assertThat(History.of(common).outcomes().isEmpty()).isTrue();
    }

    @Test
    void areNoneWithoutAJournal() {
        assertThat(History.of(common).outcomes().isEmpty()).isTrue();
    }

    private static RunFinished finished(Candidate... candidates) {
        List<Candidate> all = List.of(candidates);
        AggregatedResult result = new AggregatedResult(
                ENDED,
                RunStatus.NO_WINNER,
                null,
                new AggregatedResult.Task("mend it"),
                new AggregatedResult.Repository(Sample.BASE, "main"),
                "all",
                new Selection(null, "cheapest", "no candidate is eligible"),
                null,
                all,
                AggregatedResult.Totals.of(all, null, BigDecimal.ZERO, Duration.ofSeconds(3)),
                null,
                null);
        return new RunFinished(new Stamp(ENDED, 2, Sample.START.plusSeconds(3)), result);
    }

    private static Candidate candidate(String agent, FailureKind kind, int attempts, Cost cost) {
        return new Candidate(
                agent,
                "command",
                null,
                kind.status(),
                false,
                "it failed",
                Failure.of(kind, ""),
                attempts,
                Duration.ofSeconds(3),
                "none",
                null,
                List.of(),
                cost,
                Usage.UNKNOWN,
                null,
                List.of());
    }
}
