package io.clicouncil.realclis;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.realclis.api.Exchange;
import io.clicouncil.realclis.api.Move;
import io.clicouncil.result.Candidate;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Providers that fail: what the council makes of it, whichever agent tells it. */
@Tag("real-clis")
class FailuresIT {
    private static final String SETTINGS =
            "limits: { timeout: 3m, idle: 25s, retries: %d, retryDelay: 2s, concurrency: 2 }\n";

    @Test
    void aRefusedKeyIsAuth() throws IOException {
        expect(Move.refuse(401), FailureKind.AUTH, Map.of());
    }

    @Test
    void tooManyRequestsForEverAreRateLimited() throws IOException {
        expect(Move.rateLimit(Duration.ofSeconds(3)), FailureKind.RATE_LIMITED, Map.of());
    }

    @Test
    void anErrorOfTheServerIsOverloaded() throws IOException {
        // OpenCode tries for ever and says nothing meanwhile.
        expect(Move.refuse(500), FailureKind.OVERLOADED, Map.of(RealCli.OPENCODE, FailureKind.STALLED));
    }

    @Test
    void aServerWithoutCapacityIsOverloaded() throws IOException {
        expect(Move.refuse(529), FailureKind.OVERLOADED, Map.of(RealCli.OPENCODE, FailureKind.STALLED));
    }

    @Test
    void aProviderThatNeverAnswersIsAStall() throws IOException {
        expect(new Move.Hang(), FailureKind.STALLED, Map.of());
    }

    @Test
    void anAnswerThatIsCutOffIsTheNetwork() throws IOException {
        expect(new Move.Break(), FailureKind.NETWORK, Map.of(RealCli.OPENCODE, FailureKind.STALLED));
    }

    @Test
    void theCouncilWaitsBeforeItTriesAgainAndThenSucceeds() throws IOException {
        try (OfflineCouncil council = councilOf(Move.rateLimit(Duration.ofSeconds(3)), 1)) {
            RunRecord run = council.run(event -> {
                if (event instanceof CouncilEvent.RetryScheduled retry) {
                    // From now on the provider has recovered.
                    council.script(RealCli.of(retry.agent())).always(new Move.Answer());
                }
            });

            for (RealCli cli : RealCli.values()) {
                Candidate candidate = run.candidate(cli);
                assertThat(candidate.eligible()).as(candidate.reason()).isTrue();
                assertThat(candidate.attempts()).isEqualTo(2);
                assertThat(candidate.cost().amount())
                        .isEqualByComparingTo(cli.bill(council.provider(cli).billed(false)));
                CouncilEvent.RetryScheduled retry = run.of(CouncilEvent.RetryScheduled.class).stream()
                        .filter(event -> event.agent().equals(cli.adapter()))
                        .findFirst()
                        .orElseThrow();
                assertThat(retry.cause()).isEqualTo(FailureKind.RATE_LIMITED);
                assertThat(retry.delay()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
                Instant askedAgain = council.provider(cli).exchanges().stream()
                        .filter(exchange -> exchange.move() instanceof Move.Answer)
                        .map(Exchange::time)
                        .findFirst()
                        .orElseThrow();
                assertThat(askedAgain).isAfterOrEqualTo(retry.stamp().time().plus(retry.delay()));
            }
            council.awaitNoProcess();
        }
    }

    @Test
    void claudeItselfWaitsAsLongAsItsProviderAsks() throws IOException {
        RealCli cli = RealCli.CLAUDE;
        try (OfflineCouncil council = new OfflineCouncil()
                .seat(cli, cli.greeting().first(Move.rateLimit(Duration.ofSeconds(3))))
                .settings(SETTINGS.formatted(0))) {
            RunRecord run = council.run();

            assertThat(run.candidate(cli).eligible()).isTrue();
            List<Exchange> exchanges = council.provider(cli).exchanges();
            assertThat(Duration.between(
                            exchanges.get(0).time(), exchanges.get(1).time()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        }
    }

    private static void expect(Move move, FailureKind expected, Map<RealCli, FailureKind> exceptions)
            throws IOException {
        try (OfflineCouncil council = councilOf(move, 0)) {
            RunRecord run = council.run();

            SoftAssertions all = new SoftAssertions();
            for (RealCli cli : RealCli.values()) {
                Failure failure = run.candidate(cli).failure();
                if (failure != null) {
                    Facts.add(cli.adapter(), "failure", failure.kind());
                }
                all.assertThat(failure == null ? null : failure.kind())
                        .as(cli + ": " + (failure == null ? run.candidate(cli).reason() : failure.message()))
                        .isEqualTo(exceptions.getOrDefault(cli, expected));
                all.assertThat(run.candidate(cli).eligible()).isFalse();
            }
            all.assertAll();
            assertThat(run.result().winner()).isNull();
            council.awaitNoProcess();
        }
    }

    private static OfflineCouncil councilOf(Move move, int retries) throws IOException {
        OfflineCouncil council = new OfflineCouncil().settings(SETTINGS.formatted(retries));
        for (RealCli cli : RealCli.values()) {
            council.seat(cli, cli.greeting().always(move));
        }
        return council;
    }
}
