package io.clicouncil.adapters.acp;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.CostSource;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.FailureKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exchanges with six real agents, played again. */
class RecordedAgentsTest extends Playing {
    @ParameterizedTest
    @ValueSource(strings = {"claude-ok", "codex-ok", "copilot-ok", "gemini-ok", "opencode-ok", "qwen-ok"})
    void allSucceedWithTheirLastWordsAndTheirSession(String recording) throws IOException {
        ExecutionResult result = play.recorded(recording).result();

        assertThat(result.failure()).isNull();
        assertThat(result.message()).startsWith("Done. I wrote hello.txt.");
        assertThat(result.session()).isNotBlank();
        assertThat(result.killLevel()).isNotBlank();
        assertThat(play.received().get(1).at("/params/cwd").asString()).isEqualTo(play.workspace.toString());
        assertThat(play.received().get(2).at("/params/prompt/0/text").asString())
                .isEqualTo("Create hello.txt with a greeting.");
    }

    @Test
    void claudeNamesItsPriceAndCountsItsTitleToo() throws IOException {
        List<AgentEvent> events = play.recorded("claude-ok").events();

        ExecutionResult result = Play.result(events);
        assertThat(result.cost().amount()).isEqualByComparingTo("0.02385");
        assertThat(result.cost().source()).isEqualTo(CostSource.REPORTED);
        assertThat(result.usage()).isEqualTo(new Usage(3100L, 190L, 12000L, 1050L));
        assertThat(result.model()).isEqualTo("claude-opus-5-5");
        assertThat(Play.activities(events)).containsExactly("Preparing file…", "Write hello.txt");
        assertThat(play.answer("0").at("/result/outcome/optionId").asString()).isEqualTo("allow-once");
    }

    @Test
    void openCodeNamesItsPriceAndItsTokensAreNotBelieved() throws IOException {
        ExecutionResult result = play.recorded("opencode-ok").result();

        assertThat(result.cost()).isEqualTo(Cost.reported(new BigDecimal("0.00924")));
        assertThat(result.usage()).isEqualTo(Usage.UNKNOWN);
        assertThat(result.model()).isEqualTo("fake/coder");
        // It writes through its client, though that was not offered.
        assertThat(play.workspace.resolve("hello.txt")).hasContent("hello from fakeapi\n");
    }

    @Test
    void geminiDoesNotTellTheCacheApartSoThatItsPriceIsAGuess() throws IOException {
        ExecutionResult result = play.recorded("gemini-ok").result();

        assertThat(result.usage()).isEqualTo(new Usage(10100L, 130L, null, null));
        assertThat(result.model()).isEqualTo("gemini-2.5-pro");
        assertThat(result.cost().amount()).isEqualByComparingTo("0.013925");
        assertThat(result.cost().source()).isEqualTo(CostSource.ESTIMATED);
        assertThat(play.answer("0").at("/result/outcome/optionId").asString()).isEqualTo("proceed_always");
    }

    @Test
    void qwenCountsEachRequestButNotThoseOnTheSide() throws IOException {
        play.model = "gpt-5.5";
        ExecutionResult result = play.recorded("qwen-ok").result();

        assertThat(result.usage()).isEqualTo(new Usage(2100L, 130L, 8000L, null));
        // 2100 at 5, 8000 at 0.5 and 130 at 30 dollars per million.
        assertThat(result.cost().amount()).isEqualByComparingTo("0.0184");
        assertThat(result.cost().source()).isEqualTo(CostSource.ESTIMATED);
        assertThat(play.answer("0").at("/error/code").asInt()).isEqualTo(-32601);
    }

    @Test
    void copilotCountsTheCacheAsInput() throws IOException {
        play.model = "gpt-5.5";
        ExecutionResult result = play.recorded("copilot-ok").result();

        assertThat(result.usage()).isEqualTo(new Usage(2100L, 130L, 8000L, 0L));
        assertThat(result.cost().amount()).isEqualByComparingTo("0.0184");
        assertThat(result.cost().source()).isEqualTo(CostSource.DERIVED);
    }

    @Test
    void tokensOfAModelThatNobodyNamesHaveNoPrice() throws IOException {
        ExecutionResult result = play.recorded("copilot-ok").result();

        assertThat(result.usage().seen()).isTrue();
        assertThat(result.cost().known()).isFalse();
    }

    @Test
    void codexCountsNothingAndIsEndedWhereItDoesNotEndItself() throws IOException {
        ExecutionResult result = play.recorded("codex-ok").result();

        assertThat(result.failure()).isNull();
        assertThat(result.usage()).isEqualTo(Usage.UNKNOWN);
        assertThat(result.cost().known()).isFalse();
    }

    @Test
    void aPriceThatIsConfiguredCountsWhereNoneIsNamed() throws IOException {
        play.options.put("cost", 0.5);

        ExecutionResult result = play.recorded("copilot-ok").result();

        assertThat(result.cost().amount()).isEqualByComparingTo("0.5");
        assertThat(result.cost().source()).isEqualTo(CostSource.CONFIGURED);
    }

    @ParameterizedTest
    @CsvSource({
        "claude-auth-401,   Authentication required",
        "gemini-auth-401,   API key not valid",
        "opencode-auth-401, Incorrect API key provided",
    })
    void aRefusedKeyIsSeenAndCostsNothing(String recording, String message) throws IOException {
        ExecutionResult result = play.recorded(recording).result();

        assertThat(Play.failure(result).kind()).isEqualTo(FailureKind.AUTH);
        assertThat(Play.failure(result).message()).contains(message);
        assertThat(result.chargeable().amount()).isEqualByComparingTo("0");
    }

    @Test
    void aTurnIsCancelledByTheProtocol() throws IOException {
        play.grace = Play.TOO_LONG;
        List<AgentEvent> events = play.recorded("gemini-cancel")
                .adapter()
                .execute(play.assignment(false))
                .doOnNext(event -> {
                    if (event instanceof AgentEvent.Output line && line.text().contains("request_permission")) {
                        play.stop.raise();
                    }
                })
                .collectList()
                .block(Play.LONG_ENOUGH);

        assertThat(Play.failure(Play.result(Objects.requireNonNull(events))).kind())
                .isEqualTo(FailureKind.CANCELLED);
        assertThat(play.received()
                        .get(play.received().size() - 1)
                        .path("method")
                        .asString())
                .isEqualTo("session/cancel");
    }
}
