package io.clicouncil.adapters.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.CostSource;
import io.clicouncil.cost.Estimate;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.process.Channel;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class OllamaAdapterTest {
    private static final String EDIT = "I greet, ünïcödé ☃ 😀.\n\n```text path=hello.txt\nhello ☃ 😀\n```\nDone.";

    @TempDir
    private Path folder;

    private Stage stage;

    @BeforeEach
    void setUp() throws IOException, InterruptedException {
        stage = new Stage(folder);
    }

    @AfterEach
    void closesEveryConnection() {
        await().atMost(Stage.LONG_ENOUGH).until(() -> stage.ollama.open.get() == 0);
        stage.close();
    }

    @Test
    void appliesTheAnswerAndCountsItsTokens() throws IOException {
        stage.ollama.replies(Reply.saying(EDIT));

        List<AgentEvent> events = stage.events();

        ExecutionResult result = Stage.result(events);
        assertThat(result.failure()).isNull();
        assertThat(result.usage()).isEqualTo(new Usage(1200L, 34L, null, null));
        assertThat(result.cost()).isEqualTo(Cost.free());
        assertThat(result.model()).isEqualTo("qwen3-coder:30b");
        assertThat(result.message()).isEqualTo(EDIT);
        assertThat(result.duration()).isPositive();
        assertThat(result.resources().firstOutput()).isPositive();
        assertThat(stage.text("hello.txt")).isEqualTo("hello ☃ 😀\n");
        assertThat(events)
                .contains(
                        new AgentEvent.Output(Channel.STDOUT, "hello ☃ 😀"),
                        new AgentEvent.Output(Channel.STDOUT, "Done."),
                        new AgentEvent.Spending(new Usage(1200L, 34L, null, null), Cost.free()),
                        new AgentEvent.Activity("Create hello.txt"));
        assertThat(events.stream().filter(AgentEvent.Finished.class::isInstance))
                .hasSize(1);
    }

    @Test
    void asksSoThatNothingIsForgottenInSilence() {
        stage.ollama.replies(Reply.saying("no change"));

        stage.result();

        JsonNode question = stage.ollama.questions.get(0);
        assertThat(question.path("stream").booleanValue()).isTrue();
        assertThat(question.path("truncate").booleanValue()).isFalse();
        assertThat(question.path("shift").booleanValue()).isFalse();
        assertThat(question.path("options").path("num_ctx").intValue()).isEqualTo(12_288);
        assertThat(question.path("options").path("num_predict").intValue()).isBetween(10_900, 12_000);
        assertThat(question.path("messages").path(0).path("role").asString()).isEqualTo("system");
        assertThat(stage.told()).endsWith("# The task\n\nGreet the world.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 4096})
    void putsTogetherWhatTheNetworkCut(int bytes) throws IOException {
        stage.ollama.replies(Reply.saying(EDIT).inPiecesOf(bytes));

        ExecutionResult result = stage.result();

        assertThat(result.failure()).isNull();
        assertThat(result.message()).isEqualTo(EDIT);
        assertThat(stage.text("hello.txt")).isEqualTo("hello ☃ 😀\n");
    }

    @ParameterizedTest
    @CsvSource({"1, 0.0100", "0.36, 0.0036", "2.5, 0.0250", "0.000001, 0.0000000100"})
    void costsTheTimeThatTheServerSaysTimesThePriceOfAnHour(BigDecimal price, BigDecimal cost) {
        stage.options.put("pricePerHour", price);
        stage.ollama.replies(Reply.saying(EDIT));

        Cost billed = stage.result().cost();

        assertThat(billed.amount()).isEqualByComparingTo(cost);
        assertThat(billed.source()).isEqualTo(CostSource.CONFIGURED);
        assertThat(billed.billing()).isEqualTo(Billing.LOCAL);
    }

    @Test
    void whatIsLeftOutOfTheLastLineIsNotKnown() {
        stage.options.put("pricePerHour", 3600);
        stage.ollama.replies(Reply.lines(Reply.content(EDIT), Reply.done("stop", 0, 0, 0)));

        ExecutionResult result = stage.result();

        assertThat(result.failure()).isNull();
        assertThat(result.usage()).isEqualTo(Usage.UNKNOWN);
        assertThat(result.cost().source()).isEqualTo(CostSource.ESTIMATED);
        assertThat(result.cost().amount()).isPositive().isLessThan(BigDecimal.valueOf(60));
    }

    @Test
    void aModelInTheCloudHasNoKnownCost() {
        stage.model = "big-cloud";
        stage.ollama.has("big-cloud", 4096 * 16).replies(Reply.saying(EDIT));
        assertThat(stage.result().cost()).isEqualTo(Cost.unknown());

        stage.model = "alias";
        stage.ollama.hasRemote("alias").replies(Reply.saying(EDIT));
        assertThat(stage.result().cost()).isEqualTo(Cost.unknown());
    }

    @Test
    void aServerOfOnesOwnIsSentNoKey() {
        stage.environment.put(Endpoint.KEY, "not-a-real-key-1234");
        stage.ollama.replies(Reply.saying("not-a-real-key-1234"));

        ExecutionResult result = stage.result();

        assertThat(result.cost()).isEqualTo(Cost.free());
        assertThat(result.message()).isEqualTo("[secret]");
        assertThat(stage.ollama.authorizations).containsExactly("null");
    }

    @Test
    void anAnswerWithoutEditsIsASuccessThatChangesNothing() throws IOException {
        stage.ollama.replies(Reply.saying("All is well as it is."));

        ExecutionResult result = stage.result();

        assertThat(result.failure()).isNull();
        assertThat(result.message()).isEqualTo("All is well as it is.");
        assertThat(stage.workspace).isDirectoryNotContaining("glob:**/hello*");
    }

    @Test
    void thinkingIsToldOnceAndNoPartOfTheAnswer() {
        stage.ollama.replies(Reply.lines(
                Reply.thinking("hm"),
                Reply.thinking("```text path=a.txt\nx\n```"),
                Reply.content(EDIT),
                Reply.done("stop", 5, 6, 7)));

        List<AgentEvent> events = stage.events();

        assertThat(Stage.activities(events)).filteredOn("thinks"::equals).hasSize(1);
        assertThat(Stage.result(events).message()).isEqualTo(EDIT);
        assertThat(stage.workspace.resolve("a.txt")).doesNotExist();
    }

    @Test
    void aSlowReaderLosesNothing() {
        stage.ollama.replies(Reply.saying("line\n".repeat(500) + EDIT));

        StepVerifier.create(stage.execute(), 1)
                .expectNextCount(1)
                .thenRequest(3)
                .expectNextCount(3)
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(event -> !(event instanceof AgentEvent.Finished))
                .assertNext(event ->
                        assertThat(Stage.result(List.of(event)).failure()).isNull())
                .expectComplete()
                .verify(Stage.LONG_ENOUGH);
    }

    @Test
    void aCancelledSubscriptionClosesTheConnection() {
        stage.ollama.replies(Reply.lines(Reply.content("a")).with(Reply.Ending.HANG));
        Disposable subscription = stage.execute().subscribe();
        await().atMost(Stage.LONG_ENOUGH).until(() -> stage.ollama.open.get() == 1);

        subscription.dispose();

        await().atMost(Stage.LONG_ENOUGH).until(() -> stage.ollama.open.get() == 0);
    }

    @Test
    void nothingHappensBeforeSubscription() {
        stage.execute();

        assertThat(stage.ollama.questions).isEmpty();
        assertThat(stage.files).isEmptyDirectory();
    }

    @Test
    void goesOnWithAnAnswerThatACouncilBeforeHadReceived() throws IOException {
        stage.resumed = true;
        Files.writeString(
                stage.files.resolve("stdout"), Reply.content(EDIT) + "\n" + Reply.done("stop", 10, 20, 30) + "\n");

        ExecutionResult result = stage.result();

        assertThat(result.failure()).isNull();
        assertThat(result.usage()).isEqualTo(new Usage(10L, 20L, null, null));
        assertThat(stage.text("hello.txt")).isEqualTo("hello ☃ 😀\n");
        assertThat(stage.ollama.questions).isEmpty();
    }

    @Test
    void anAnswerOfAnotherMachineHasNoKnownCostWhenACouncilBeforeHadReceivedIt() throws IOException {
        stage.resumed = true;
        String done = Reply.done("stop", 10, 20, 30);
        Files.writeString(
                stage.files.resolve("stdout"),
                Reply.content(EDIT) + "\n" + done.replaceFirst("\\{", "{\"remote_host\":\"https://ollama.com:443\",")
                        + "\n");

        ExecutionResult result = stage.result();

        assertThat(result.failure()).isNull();
        assertThat(result.cost()).isEqualTo(Cost.unknown());
    }

    @Test
    void asksAnewWhereTheAnswerHadNotComeInWhole() throws IOException {
        stage.resumed = true;
        Files.writeString(stage.files.resolve("stdout"), Reply.content(EDIT) + "\n{\"mod");
        stage.ollama.replies(Reply.saying(EDIT));

        assertThat(stage.result().usage()).isEqualTo(new Usage(1200L, 34L, null, null));
        assertThat(stage.ollama.questions).hasSize(1);
    }

    @Test
    void estimatesNothingForOnesOwnMachineAndCannotSayOtherwise() {
        assertThat(estimate("m")).isEqualTo(Estimate.exactly(BigDecimal.ZERO));
        assertThat(estimate("m:cloud")).isEqualTo(Estimate.UNKNOWN);

        stage.options.put("pricePerHour", 1);
        assertThat(estimate("m")).isEqualTo(Estimate.UNKNOWN);
    }

    private Estimate estimate(String model) {
        return Objects.requireNonNull(stage.adapter().estimate("do it", model).block(Stage.LONG_ENOUGH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ulr\": \"x\"} | agent 'local': unknown option 'ulr' - did you mean 'url'?",
                "{\"url\": 7} | agent 'local': 'url' must be a text such as http://127.0.0.1:11434",
                "{\"url\": \"ftp://x\"} | there is no Ollama server at 'ftp://x'; write an address such as http://127.0.0.1:11434",
                "{\"pricePerHour\": -1} | agent 'local': 'pricePerHour' must be a number of US dollars, 0 or more",
                "{\"context\": 100} | agent 'local': 'context' must be a whole number of tokens, 2048 or more"
            })
    void wrongOptionsAreRefused(String options, String message) {
        stage.options.setAll((ObjectNode) Reply.JSON.readTree(options));

        assertThatThrownBy(stage::adapter).isInstanceOf(CouncilException.class).hasMessage(message);
    }
}
