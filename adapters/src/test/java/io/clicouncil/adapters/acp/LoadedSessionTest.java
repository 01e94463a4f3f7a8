package io.clicouncil.adapters.acp;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.Session;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Repairs: attempts that go on in the session of an earlier one, where that can be. */
class LoadedSessionTest extends Playing {
    private static final String TURN =
            "<< {'id':2,'result':{'stopReason':'end_turn','usage':{'inputTokens':9,'outputTokens':2,'totalTokens':11}}}";

    @BeforeEach
    void beInASession() {
        play.session = new Session("s0", 1, new Usage(100L, 10L, null, null), Cost.unknown());
    }

    private static String initialized(String agent, boolean loads) {
        return "<< {'id':0,'result':{'protocolVersion':1,'agentInfo':{'name':'" + agent
                + "'},'agentCapabilities':{'loadSession':" + loads + "}}}";
    }

    private List<String> methods() throws IOException {
        return play.received().stream()
                .map(message -> message.path("method").asString(""))
                .toList();
    }

    @Test
    void isLoadedAndWhatIsToldAgainIsNothingNew() throws IOException {
        List<AgentEvent> events = play.script(
                        ">> {'method':'initialize'}",
                        initialized("gemini-cli", true),
                        ">> {'method':'session/load'}",
                        Play.update("'sessionUpdate':'agent_message_chunk','content':{'type':'text','text':'old'},"
                                + "'_meta':{'usage':{'inputTokens':100,'outputTokens':10,'totalTokens':110}}"),
                        Play.update("'sessionUpdate':'tool_call','toolCallId':'t','title':'old tool'"),
                        "<< {'id':4,'result':{}}",
                        ">> {'method':'session/prompt'}",
                        Play.update("'sessionUpdate':'agent_message_chunk','content':{'type':'text','text':'new'}"),
                        TURN)
                .events();

        ExecutionResult result = Play.result(events);
        assertThat(result.failure()).isNull();
        assertThat(result.session()).isEqualTo("s0");
        assertThat(result.message()).isEqualTo("new");
        assertThat(result.usage()).isEqualTo(new Usage(9L, 2L, null, null));
        assertThat(Play.activities(events)).isEmpty();
        assertThat(methods()).containsExactly("initialize", "session/load", "session/prompt");
        assertThat(play.received().get(1).at("/params/sessionId").asString()).isEqualTo("s0");
        assertThat(play.received().get(1).at("/params/cwd").asString()).isEqualTo(play.workspace.toString());
        assertThat(play.received().get(2).at("/params/sessionId").asString()).isEqualTo("s0");
    }

    @Test
    void isOpenedAnewWhereTheAgentCannotLoadIt() throws IOException {
        ExecutionResult result = play.script(
                        ">> {'method':'initialize'}",
                        initialized("gemini-cli", true),
                        ">> {'method':'session/load'}",
                        "<< {'id':4,'error':{'code':-32603,'message':'no such session'}}",
                        ">> {'method':'session/new'}",
                        "<< {'id':1,'result':{'sessionId':'s1'}}",
                        ">> {'method':'session/prompt'}",
                        TURN)
                .result();

        assertThat(result.failure()).isNull();
        assertThat(result.session()).isEqualTo("s1");
        assertThat(methods()).containsExactly("initialize", "session/load", "session/new", "session/prompt");
    }

    @ParameterizedTest
    @CsvSource({"gemini-cli, false", "copilot, true", "opencode, true"})
    void isNotLoadedWhereTheAgentDoesNotOfferThatOrNobodyKnowsWhatItWouldCount(String agent, boolean loads)
            throws IOException {
        ExecutionResult result = play.script(
                        ">> {'method':'initialize'}",
                        initialized(agent, loads),
                        ">> {'method':'session/new'}",
                        "<< {'id':1,'result':{'sessionId':'s1'}}",
                        ">> {'method':'session/prompt'}",
                        TURN)
                .result();

        assertThat(result.session()).isEqualTo("s1");
        assertThat(methods()).containsExactly("initialize", "session/new", "session/prompt");
    }
}
