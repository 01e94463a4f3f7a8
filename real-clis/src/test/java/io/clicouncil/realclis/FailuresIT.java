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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Providers that fail: what the council makes of it, whichever agent tells it. */
@Tag("real-clis")
class FailuresIT {
    private static final String SETTINGS =
            "limits: { timeout: 5m, idle: %ds, retries: %d, retryDelay: 4s, concurrency: 5 }\n";
    /** Long enough for those that try again in silence, and come to an end. */
    private static final int PATIENT_SECONDS = 90;
    /** Long enough for those that come to an end without much ado. */
    private static final int BRISK_SECONDS = 35;
    /** They try for more than a minute, and say nothing meanwhile. */
    private static final Map<RealCli, FailureKind> SILENT =
            Map.of(RealCli.OPENCODE, FailureKind.STALLED, RealCli.QWEN, FailureKind.STALLED);
    /** Their words tell how long the provider asked to wait. */
    private static final Set<RealCli> TELL_THE_WAIT = EnumSet.of(RealCli.GEMINI, RealCli.OPENCODE, RealCli.QWEN);

    @Test
    void aRefusedKeyIsAuth() throws IOException {
        expect(Move.refuse(401), PATIENT_SECONDS, FailureKind.AUTH, Map.of());
    }

    @Test
    void tooManyRequestsForEverAreRateLimited() throws IOException {
        expect(Move.rateLimit(Duration.ofSeconds(1)), PATIENT_SECONDS, FailureKind.RATE_LIMITED, Map.of());
    }

    @Test
    void anErrorOfTheServerIsOverloaded() throws IOException {
        expect(Move.refuse(500), BRISK_SECONDS, FailureKind.OVERLOADED, SILENT);
    }

    @Test
    void aServerWithoutCapacityIsOverloaded() throws IOException {
        expect(Move.refuse(529), BRISK_SECONDS, FailureKind.OVERLOADED, SILENT);
    }

    @Test
    void aProviderThatNeverAnswersIsAStall() throws IOException {
        expect(new Move.Hang(), BRISK_SECONDS, FailureKind.STALLED, Map.of());
    }

    @Test
    void anAnswerThatIsCutOffIsTheNetwork() throws IOException {
        expect(new Move.Break(), PATIENT_SECONDS, FailureKind.NETWORK, Map.of());
    }

    @Test
    void theCouncilWaitsAsLongAsIsAskedAndThenSucceeds() throws IOException {
        try (OfflineCouncil council = councilOf(Move.rateLimit(Duration.ofSeconds(2)), PATIENT_SECONDS, 1)) {
            RunRecord run = council.run(event -> {
                if (event instanceof CouncilEvent.RetryScheduled retry) {
                    // From now on the provider has recovered.
                    council.script(RealCli.of(retry.agent())).always(new Move.Answer());
                }
            });

            SoftAssertions all = new SoftAssertions();
            for (RealCli cli : RealCli.values()) {
                Candidate candidate = run.candidate(cli);
                all.assertThat(candidate.eligible())
                        .as(cli + ": " + candidate.reason())
                        .isTrue();
                all.assertThat(candidate.attempts()).as(cli.adapter()).isEqualTo(2);
                all.assertThat(candidate.cost().amount())
                        .as(cli.adapter())
                        .isEqualByComparingTo(cli.bill(council.provider(cli).billed(false)));
                CouncilEvent.RetryScheduled retry = run.retries(cli).get(0);
                all.assertThat(retry.cause()).as(cli.adapter()).isEqualTo(FailureKind.RATE_LIMITED);
                if (TELL_THE_WAIT.contains(cli)) {
                    all.assertThat(retry.delay()).as(cli.adapter()).isEqualTo(Duration.ofSeconds(2));
                } else {
                    all.assertThat(retry.delay())
                            .as(cli.adapter())
                            .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
                }
                all.assertThat(council.provider(cli).firstAnswer())
                        .as(cli.adapter())
                        .isAfterOrEqualTo(retry.stamp().time().plus(retry.delay()));
            }
            all.assertAll();
            council.awaitNoProcess();
        }
    }

    @Test
    void claudeItselfWaitsAsLongAsItsProviderAsks() throws IOException {
        RealCli cli = RealCli.CLAUDE;
        try (OfflineCouncil council = new OfflineCouncil()
                .seat(cli, cli.greeting().first(Move.rateLimit(Duration.ofSeconds(3))))
                .settings(SETTINGS.formatted(PATIENT_SECONDS, 0))) {
            RunRecord run = council.run();

            assertThat(run.candidate(cli).eligible()).isTrue();
            List<Exchange> exchanges = council.provider(cli).exchanges();
            assertThat(Duration.between(
                            exchanges.get(0).time(), exchanges.get(1).time()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        }
    }

    private static void expect(Move move, int idleSeconds, FailureKind expected, Map<RealCli, FailureKind> exceptions)
            throws IOException {
        try (OfflineCouncil council = councilOf(move, idleSeconds, 0)) {
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

    private static OfflineCouncil councilOf(Move move, int idleSeconds, int retries) throws IOException {
        OfflineCouncil council = new OfflineCouncil().settings(SETTINGS.formatted(idleSeconds, retries));
        for (RealCli cli : RealCli.values()) {
            council.seat(cli, cli.greeting().always(move));
        }
        return council;
    }
}
