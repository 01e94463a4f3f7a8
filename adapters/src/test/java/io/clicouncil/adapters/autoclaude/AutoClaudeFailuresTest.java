package io.clicouncil.adapters.autoclaude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.CostSource;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.testkit.LiveProcesses;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;

/** Exit code 0 is no success, and nobody waits for what does not pass. */
class AutoClaudeFailuresTest {
    private static final Cost OF_THE_SPECIFICATION =
            new Cost(new BigDecimal("0.0066"), CostSource.DERIVED, Billing.SUBSCRIPTION);

    @TempDir
    Path folder;

    private FakeAutoClaude fake;

    @BeforeEach
    void setUp() throws IOException, InterruptedException {
        fake = new FakeAutoClaude(folder).installed();
        fake.options.put("maxIterations", 3);
    }

    @AfterEach
    void nothingOfItsOwnIsLeft() throws IOException, InterruptedException {
        assertThat(LiveProcesses.marked(fake.mark)).isEmpty();
        assertThat(fake.changed()).isSubsetOf("A\tgreeting.txt");
    }

    @Test
    void aChangeThatItsQaRejectedIsAFailureDespiteExitCode0() throws IOException {
        List<AgentEvent> events = fake.behaving("qa-rejected").events();

        ExecutionResult result = FakeAutoClaude.result(events);

        assertThat(result.failure())
                .isEqualTo(Failure.of(
                        FailureKind.BAD_OUTPUT, "its QA rejected the change: 2 issues, the first: nobody is greeted"));
        assertThat(Objects.requireNonNull(result.failure()).retryable()).isFalse();
        assertThat(FakeAutoClaude.activities(events)).endsWith("2 of 2 subtasks completed, QA rejected in session 3");
        assertThat(result.cost().amount()).isEqualByComparingTo("0.01635");
    }

    @Test
    void aQaThatCameToNoResultIsAFailure() throws IOException {
        assertThat(fake.behaving("qa-silent").failure())
                .isEqualTo(Failure.of(FailureKind.BAD_OUTPUT, "its QA did not approve the change"));
    }

    @Test
    void aBuildThatRanOutOfSessionsIsAFailureDespiteExitCode0() throws IOException {
        assertThat(fake.behaving("max-iterations").failure())
                .isEqualTo(Failure.of(
                        FailureKind.BAD_OUTPUT,
                        "only 1 of 2 subtasks are completed, and the limit of 3 sessions is reached"));
    }

    @Test
    void anErrorThatWasGotOverIsNotTheReason() throws IOException {
        assertThat(fake.behaving("recovers").failure().kind()).isEqualTo(FailureKind.BAD_OUTPUT);
    }

    @Test
    void anEndWithoutASpecificationIsAFailureDespiteExitCode0() throws IOException {
        ExecutionResult result = fake.behaving("no-spec").result();

        assertThat(result.failure()).isEqualTo(Failure.of(FailureKind.BAD_OUTPUT, "it ended without a specification"));
        assertThat(result.session()).isNull();
        assertThat(result.cost()).isEqualTo(OF_THE_SPECIFICATION);
        assertThat(fake.calls()).hasSize(1);
    }

    @Test
    void aSpecificationThatFailsIsACrash() throws IOException {
        assertThat(fake.behaving("spec-fails").failure())
                .isEqualTo(Failure.of(
                        FailureKind.CRASHED, "it wrote no specification: exit code 1: Spec creation failed"));
    }

    @Test
    void aBuildThatBreaksOffIsACrash() throws IOException {
        assertThat(fake.behaving("crash").failure())
                .isEqualTo(Failure.of(FailureKind.CRASHED, "exit code 1: Fatal error: the disk is on fire"));
    }

    @Test
    void noTokenIsAMatterOfSigningIn() throws IOException {
        fake.environment.remove("CLAUDE_CODE_OAUTH_TOKEN");
        fake.environment.put("ANTHROPIC_API_KEY", "sk-obviously-fake");

        ExecutionResult result = fake.result();

        assertThat(result.failure()).isEqualTo(Failure.of(FailureKind.AUTH, "Unexpected error: No OAuth token found."));
        assertThat(result.chargeable()).isEqualTo(Cost.free());
    }

    @Test
    void aTokenThatIsRefusedInEverySessionIsAMatterOfSigningIn() throws IOException {
        assertThat(fake.behaving("bad-token").failure())
                .isEqualTo(
                        Failure.of(FailureKind.AUTH, "Error during agent session: status 401: authentication_error"));
    }

    @Test
    void aLimitOfTheProviderIsWaitedFor() throws IOException {
        Failure failure = fake.behaving("rate-limited").failure();

        assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(failure.message()).isEqualTo("Error during agent session: API Error: 429 rate_limit_error");
        assertThat(failure.retryAfter()).isNull();
    }

    @Test
    void aLimitOfThePlanThatOnlyATranscriptTellsHasItsTime() throws IOException {
        assertThat(fake.behaving("limit-of-the-plan").failure())
                .isEqualTo(Failure.of(FailureKind.RATE_LIMITED, "rate limit: Claude AI usage limit reached|1700000000")
                        .retryAfter(Duration.ZERO));
    }

    @Test
    void aStoppedAttemptKeepsItsPriceSoFarAndLeavesNothing() throws IOException {
        fake.behaving("hang");

        ExecutionResult result = FakeAutoClaude.result(Objects.requireNonNull(fake.execute()
                .doOnNext(event -> {
                    if (event instanceof AgentEvent.Output output
                            && output.text().equals("hanging")) {
                        fake.stop.raise();
                    }
                })
                .collectList()
                .block(FakeAutoClaude.LONG_ENOUGH)));

        assertThat(Objects.requireNonNull(result.failure()).kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(result.cost()).isEqualTo(OF_THE_SPECIFICATION);
    }

    @Test
    void aStopInTheFirstStepBeginsNoSecond() throws IOException {
        fake.behaving("hang-in-spec");

        ExecutionResult result = FakeAutoClaude.result(Objects.requireNonNull(fake.execute()
                .doOnNext(event -> {
                    if (event instanceof AgentEvent.Started) {
                        fake.stop.raise();
                    }
                })
                .collectList()
                .block(FakeAutoClaude.LONG_ENOUGH)));

        assertThat(Objects.requireNonNull(result.failure()).kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(fake.calls()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void anAttemptThatHangsIsTimedOutByTheLimitOfBothSteps() throws IOException {
        fake.limits = CommandLimits.time(Duration.ofSeconds(3));

        assertThat(fake.behaving("hang").failure())
                .isEqualTo(Failure.of(FailureKind.TIMED_OUT, "it took longer than 3s"));
    }

    @Test
    void aCancelledSubscriptionLeavesNoProcess() throws IOException {
        AtomicBoolean hangs = new AtomicBoolean();
        Disposable subscription = fake.behaving("hang")
                .execute()
                .subscribe(event -> hangs.compareAndSet(false, event.toString().contains("hanging")));
        await().atMost(FakeAutoClaude.LONG_ENOUGH).untilTrue(hangs);

        subscription.dispose();

        fake.runner.drain().block(FakeAutoClaude.LONG_ENOUGH);
        new Belongings(fake.workspace, fake.files).tidy();
    }

    @Test
    void aWorkspaceThatCannotBeWrittenIsACrashThatCostsNothing() throws IOException, InterruptedException {
        Trees.delete(fake.workspace);

        ExecutionResult result = fake.result();

        assertThat(result.failure())
                .isEqualTo(
                        Failure.of(FailureKind.CRASHED, "its own files could not be prepared (NoSuchFileException)"));
        assertThat(result.cost()).isEqualTo(Cost.free());
        assertThat(fake.calls()).isEmpty();
        Files.createDirectory(fake.workspace);
        fake.git("init", "-q");
        fake.with("a", "a");
    }

    @Test
    void aVersionWithoutACommandLineIsNotInstalledAndCostsNothing() throws IOException {
        Trees.delete(fake.home.resolve("apps"));

        ExecutionResult result = fake.result();

        assertThat(Objects.requireNonNull(result.failure()).kind()).isEqualTo(FailureKind.NOT_INSTALLED);
        assertThat(result.failure().message())
                .endsWith("2.8 and later versions of Auto-Claude have no command line; check out 2.7");
        assertThat(result.cost()).isEqualTo(Cost.free());
    }
}
