package io.clicouncil.adapters.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.CostSource;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.CommandLimits;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaFailuresTest {
    private static final String EDIT = "```text path=hello.txt\nhello\n```\n";

    @TempDir
    private Path folder;

    private Stage stage;

    @BeforeEach
    void setUp() throws IOException, InterruptedException {
        stage = new Stage(folder);
    }

    @AfterEach
    void changesNothingAndClosesEveryConnection() {
        assertThat(stage.workspace.resolve("hello.txt")).doesNotExist();
        await().atMost(Stage.LONG_ENOUGH).until(() -> stage.ollama.open.get() == 0);
        stage.close();
    }

    private Failure failure() {
        return failure(stage.result());
    }

    private static Failure failure(ExecutionResult result) {
        return Objects.requireNonNull(result.failure(), "a failure");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "503 | server busy, please try again. maximum pending requests exceeded | OVERLOADED | true",
                "401 | unauthorized | AUTH | false",
                "403 | this model requires a subscription | AUTH | false",
                "429 | too many requests | RATE_LIMITED | true",
                "429 | you have reached your weekly usage limit | QUOTA | false",
                "502 | bad gateway | NETWORK | true",
                "500 | llama runner process has terminated: exit status 2 | CRASHED | true",
                "500 | model requires more system memory (20.1 GiB) than is available (8.0 GiB) | REFUSED | false",
                "400 | the input length exceeds the context length | REFUSED | false",
                "400 | invalid options: num_ctx | CRASHED | false"
            })
    void statusesAreToldApart(int status, String message, FailureKind kind, boolean retryable) {
        stage.options.put("pricePerHour", 3600);
        stage.ollama.replies(Reply.error(status, message));

        ExecutionResult result = stage.result();

        assertThat(failure(result).kind()).isEqualTo(kind);
        assertThat(failure(result).message()).startsWith("Ollama: " + message);
        assertThat(failure(result).retryable()).isEqualTo(retryable);
        assertThat(result.cost()).isEqualTo(Cost.free());
        assertThat(stage.ollama.questions).hasSize(1);
    }

    @Test
    void aWaitThatIsAskedForIsHandedOn() {
        stage.ollama.replies(Reply.error(429, "slow down").with("Retry-After", "7"));

        assertThat(failure().retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aModelThatIsNotThereIsToBePulled() {
        stage.model = "other:7b";

        assertThat(failure())
                .isEqualTo(Failure.of(
                        FailureKind.NOT_INSTALLED,
                        "Ollama: model 'other:7b' not found; get it with: ollama pull other:7b"));
        assertThat(stage.ollama.questions).isEmpty();
    }

    @Test
    void aModelMustBeNamed() {
        stage.model = null;

        assertThat(failure()).isEqualTo(Failure.of(FailureKind.NOT_INSTALLED, "name a 'model' in council.yml"));
    }

    @Test
    void aServerThatIsGoneIsNoConnection() {
        stage.options.put("pricePerHour", 1);
        stage.ollama.close();

        ExecutionResult result = stage.result();

        assertThat(failure(result))
                .isEqualTo(Failure.of(
                        FailureKind.NETWORK, "the connection to Ollama at " + stage.ollama.url() + " failed"));
        assertThat(result.cost()).isEqualTo(Cost.free());
    }

    @Test
    void anErrorInTheMiddleOfAnAnswerIsOne() {
        stage.ollama.replies(
                Reply.lines(Reply.content(EDIT), "{\"error\":\"an error was encountered while running the model\"}"));

        assertThat(failure())
                .isEqualTo(new Failure(
                        FailureKind.CRASHED, "Ollama: an error was encountered while running the model", true, null));
    }

    @Test
    void anEndWithoutALastLineIsNone() {
        stage.options.put("pricePerHour", 3600);
        stage.ollama.replies(Reply.lines(Reply.content(EDIT)));

        ExecutionResult result = stage.result();

        assertThat(failure(result))
                .isEqualTo(Failure.of(FailureKind.NETWORK, "Ollama's answer broke off before its end"));
        assertThat(result.cost().source()).isEqualTo(CostSource.ESTIMATED);
    }

    @Test
    void aCutConnectionIsOne() {
        stage.ollama.replies(Reply.lines(Reply.content(EDIT)).with(Reply.Ending.CUT));

        assertThat(failure().kind()).isEqualTo(FailureKind.NETWORK);
    }

    @Test
    void anAnswerThatRanOutOfRoomIsNotApplied() {
        stage.ollama.replies(Reply.lines(Reply.content(EDIT), Reply.done("length", 9, 8, 7)));

        ExecutionResult result = stage.result();

        assertThat(failure(result))
                .isEqualTo(Failure.of(
                        FailureKind.BAD_OUTPUT, "the answer was cut off: there was no room for more; raise 'context'"));
        assertThat(result.usage().outputTokens()).isEqualTo(8);
    }

    @Test
    void aModelThatWasOnlyLoadedDidNotAnswer() {
        stage.ollama.replies(Reply.lines(Reply.done("load", 0, 0, 7)));

        assertThat(failure()).isEqualTo(Failure.of(FailureKind.BAD_OUTPUT, "Ollama ended without an answer"));
    }

    @Test
    void garbageIsNoAnswer() {
        stage.ollama.replies(Reply.lines("<html>", "hello"));

        assertThat(failure())
                .isEqualTo(Failure.of(
                        FailureKind.BAD_OUTPUT,
                        "what answers at " + stage.ollama.url() + " does not speak as Ollama does"));
    }

    @Test
    void aLineWithoutAnEndIsNotKept() {
        stage.ollama.replies(Reply.lines(Reply.content("x".repeat(3 << 20))));

        assertThat(failure()).isEqualTo(Failure.of(FailureKind.BAD_OUTPUT, "a line of Ollama's answer is too long"));
    }

    @Test
    void editsThatDoNotFitAreNotApplied() {
        stage.ollama.replies(Reply.saying(EDIT + "../x.txt\n```\nbad\n```\n"));

        assertThat(failure())
                .isEqualTo(Failure.of(
                        FailureKind.BAD_OUTPUT, "its edits cannot be applied: '../x.txt' leads out of a folder"));
    }

    @Test
    void silenceBeforeTheFirstTokenIsNoStalling() {
        stage.limits = new CommandLimits(Duration.ofMillis(900), Duration.ofMillis(100), null, null, null);
        stage.ollama.replies(Reply.lines().with(Reply.Ending.HANG));

        assertThat(failure()).isEqualTo(Failure.of(FailureKind.TIMED_OUT, "it took longer than 900ms"));
    }

    @Test
    void silenceAfterTheFirstTokenIsStalling() {
        stage.limits = new CommandLimits(Stage.LONG_ENOUGH, Duration.ofMillis(200), null, null, null);
        stage.ollama.replies(Reply.lines(Reply.content("a")).with(Reply.Ending.HANG));

        assertThat(failure()).isEqualTo(Failure.of(FailureKind.STALLED, "it said nothing for 200ms"));
    }

    @Test
    void aRaisedStopEndsItAndKeepsWhatWasSpent() {
        stage.options.put("pricePerHour", 3600);
        stage.ollama.replies(Reply.lines(Reply.content("a\n")).with(Reply.Ending.HANG));

        List<AgentEvent> events = Objects.requireNonNull(stage.execute()
                .doOnNext(event -> {
                    if (event instanceof AgentEvent.Output) {
                        stage.stop.raise();
                    }
                })
                .collectList()
                .block(Stage.LONG_ENOUGH));

        ExecutionResult result = Stage.result(events);
        assertThat(failure(result)).isEqualTo(Failure.of(FailureKind.CANCELLED, "it was stopped"));
        assertThat(result.cost().source()).isEqualTo(CostSource.ESTIMATED);
        assertThat(result.cost().amount()).isPositive();
    }

    @Test
    void aStopThatIsRaisedAlreadyAsksNothing() {
        stage.stop.raise();

        ExecutionResult result = stage.result();

        assertThat(failure(result).kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(result.cost()).isEqualTo(Cost.free());
        assertThat(stage.ollama.questions).isEmpty();
    }

    @Test
    void moreThanTheOutputLimitIsTooMuch() {
        stage.limits = new CommandLimits(Stage.LONG_ENOUGH, null, 1_000L, null, null);
        stage.ollama.replies(
                Reply.lines(Reply.content(EDIT), Reply.content("x".repeat(1_000)), Reply.done("stop", 1, 1, 1)));

        assertThat(failure())
                .isEqualTo(Failure.of(FailureKind.CRASHED, "its answer is longer than the limit of its output"));
    }

    @Test
    void endsWhenItsTimeWouldCostTooMuch() {
        stage.options.put("pricePerHour", 3600);
        stage.maxCost = new BigDecimal("0.5");
        stage.ollama.replies(Reply.lines(Reply.content("a")).with(Reply.Ending.HANG));

        assertThat(failure())
                .isEqualTo(Failure.of(FailureKind.BUDGET, "it reached the most that it may cost, 0.5 USD"));
    }

    @Test
    void aTaskThatDoesNotFitIsNotAsked() {
        stage.prompt = "long ".repeat(60_000);

        assertThat(failure())
                .isEqualTo(Failure.of(
                        FailureKind.REFUSED,
                        "the task does not fit into the model's context of 32768 tokens; raise 'context', or take another"
                                + " model"));
        assertThat(stage.ollama.questions).isEmpty();
    }

    @Test
    void aKeyIsSentToOthersOnlyAndOnlyEncrypted() {
        Endpoint remote = Endpoint.of("https://ollama.com");

        assertThat(remote.key(Map.of(Endpoint.KEY, "not-a-real-key"))).isEqualTo("not-a-real-key");
        assertThat(Endpoint.of("http://gpu.example:11434").key(Map.of(Endpoint.KEY, "not-a-real-key")))
                .isNull();
    }
}
