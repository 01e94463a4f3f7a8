package io.clicouncil.adapters.acp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.testkit.LiveProcesses;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcpAdapterTest extends Playing {
    @Nested
    class Options {
        @Test
        void needACommand() {
            assertThatThrownBy(() -> play.adapter())
                    .isInstanceOf(CouncilException.class)
                    .hasMessageContaining("'command' must be a list");
        }

        @Test
        void nameTheModelInTheCommand() {
            AcpOptions options =
                    new AcpOptions(List.of("agent", "-m", "{model}", "--acp"), null, Set.of(), List.of(), null);

            assertThat(options.commandFor("gpt-5.5")).containsExactly("agent", "-m", "gpt-5.5", "--acp");
            assertThat(options.commandFor(null)).containsExactly("agent", "--acp");
        }

        @Test
        void nameTheKeysAndTheEstimate() throws IOException {
            play.script("-- nothing").options.put("cost", 0.25).putArray("keys").add("PLAYER_API_KEY");

            assertThat(play.adapter().capabilities().environment()).containsExactly("PLAYER_API_KEY");
            assertThat(Objects.requireNonNull(
                                    play.adapter().estimate("do it", null).block(Play.LONG_ENOUGH))
                            .expected())
                    .isEqualByComparingTo("0.25");
        }

        @Test
        void askForAModeBeforeThePrompt() throws IOException {
            play.script(
                    ">> {'method':'initialize'}",
                    "<< {'id':0,'result':{'protocolVersion':1}}",
                    ">> {'method':'session/new'}",
                    "<< {'id':1,'result':{'sessionId':'s1'}}",
                    ">> {'method':'session/set_mode'}",
                    "<< {'id':3,'result':null}",
                    ">> {'method':'session/prompt'}",
                    Play.DONE);
            play.options.put("mode", "yolo");

            assertThat(play.result().failure()).isNull();
            assertThat(play.received().get(2).path("params"))
                    .isEqualTo(Rpc.object().put("sessionId", "s1").put("modeId", "yolo"));
        }
    }

    @Nested
    class Ends {
        @ParameterizedTest
        @CsvSource({
            "refusal,           REFUSED",
            "max_tokens,        BAD_OUTPUT",
            "max_turn_requests, CRASHED",
            "cancelled,         CANCELLED",
            "tired,             BAD_OUTPUT",
        })
        void areToldApartByTheirStopReason(String reason, FailureKind kind) throws IOException {
            play.turn("<< {'id':2,'result':{'stopReason':'" + reason + "'}}");

            assertThat(Play.failure(play.result()).kind()).isEqualTo(kind);
        }

        @Test
        void anEndThatIsGoodStaysGoodWhateverTheExitCode() throws IOException {
            assertThat(play.turn(Play.DONE, "!! exit 7").result().failure()).isNull();
        }

        @Test
        void anAgentThatEndsInTheMiddleHasCrashed() throws IOException {
            ExecutionResult result =
                    play.turn("!! error out of cheese", "!! exit 7").result();

            assertThat(Play.failure(result).kind()).isEqualTo(FailureKind.CRASHED);
            assertThat(Play.failure(result).message())
                    .isEqualTo("it ended in the middle of the conversation with exit code 7: out of cheese");
        }

        @Test
        void anAgentThatSaysNothingAndLeavesHasNoResult() throws IOException {
            assertThat(Play.failure(play.turn("!! exit 0").result()).kind()).isEqualTo(FailureKind.BAD_OUTPUT);
        }

        @Test
        void standardErrorTellsOfAMissingSignIn() throws IOException {
            ExecutionResult result = play.script("!! error Not logged in. Please run /login", "!! exit 1")
                    .result();

            assertThat(Play.failure(result).kind()).isEqualTo(FailureKind.AUTH);
        }

        @Test
        void aTurnThatCountsNothingAndDoesNothingIsTheErrorThatItNames() throws IOException {
            play.turn(
                    Play.update(
                            "'sessionUpdate':'agent_message_chunk','content':{'type':'text','text':'401 Unauthorized'}"),
                    "<< {'id':2,'result':{'stopReason':'end_turn','usage':{'inputTokens':0,'outputTokens':0,'totalTokens':0}}}");

            assertThat(Play.failure(play.result()).kind()).isEqualTo(FailureKind.AUTH);
        }

        @Test
        void anotherVersionOfTheProtocolIsSaid() throws IOException {
            play.script(">> {'method':'initialize'}", "<< {'id':0,'result':{'protocolVersion':2}}");

            assertThat(Play.failure(play.result()).message())
                    .isEqualTo("it speaks version 2 of the Agent Client Protocol, not version 1");
        }

        @Test
        void noiseBetweenTheMessagesIsPassedOver() throws IOException {
            play.turn(
                    "!! noise Loading…",
                    "!! noise {'id':2,'result':",
                    "!! noise [1, 2]",
                    "!! noise {'id':99,'result':{'stopReason':'refusal'}}",
                    "!! noise {'id':'2','result':{'stopReason':'refusal'}}",
                    "<< {'method':'_auth/status_update','params':{}}",
                    Play.DONE);

            assertThat(play.result().failure()).isNull();
        }

        @Test
        void anAgentThatHangsIsTimedOut() throws IOException {
            play.timeout = Duration.ofSeconds(3);

            assertThat(Play.failure(play.turn("!! hang").result()).kind()).isEqualTo(FailureKind.TIMED_OUT);
        }

        @Test
        void anAgentThatTakesNoNoticeOfACancelIsStopped() throws IOException {
            ExecutionResult result = stoppedWhen("thinking", play.turn("!! noise thinking", "!! hang"));

            assertThat(Play.failure(result).kind()).isEqualTo(FailureKind.CANCELLED);
            assertThat(result.session()).isEqualTo("s1");
        }

        @Test
        void aStopBeforeThereIsASessionEndsItAtOnce() throws IOException {
            play.grace = Play.TOO_LONG;
            play.timeout = Play.TOO_LONG;

            ExecutionResult result = stoppedWhen("starting", play.script("!! noise starting", "!! hang"));

            assertThat(Play.failure(result).kind()).isEqualTo(FailureKind.CANCELLED);
        }

        @Test
        void aCancelledTurnPermitsNothingMore() throws IOException {
            play.grace = Play.TOO_LONG;
            play.turn(
                    "!! noise thinking",
                    ">> {'method':'session/cancel'}",
                    Play.permission("'path':'a.txt'"),
                    ">> {'id':'p'}",
                    "<< {'id':2,'result':{'stopReason':'cancelled'}}");

            assertThat(Play.failure(stoppedWhen("thinking", play)).kind()).isEqualTo(FailureKind.CANCELLED);
            assertThat(play.answer("p").at("/result/outcome/outcome").asString())
                    .isEqualTo("cancelled");
        }

        private ExecutionResult stoppedWhen(String words, Play stopped) throws IOException {
            return Play.result(Objects.requireNonNull(stopped.adapter()
                    .execute(stopped.assignment(false))
                    .doOnNext(event -> {
                        if (event instanceof AgentEvent.Output line
                                && line.text().contains(words)) {
                            stopped.stop.raise();
                        }
                    })
                    .collectList()
                    .block(Play.LONG_ENOUGH)));
        }
    }

    @Test
    void whatItDoesIsTold() throws IOException {
        List<AgentEvent> events = play.turn(
                        Play.update("'sessionUpdate':'agent_thought_chunk','content':{'type':'text','text':'hm'}"),
                        Play.update("'sessionUpdate':'agent_thought_chunk','content':{'type':'text','text':'hm'}"),
                        Play.update("'sessionUpdate':'plan','entries':[{'content':'Mend it','status':'in_progress'}]"),
                        Play.update(
                                "'sessionUpdate':'tool_call','toolCallId':'1','title':'Edit sk-not-a-real-key-0815'"),
                        Play.update("'sessionUpdate':'tool_call_update','toolCallId':'1','status':'completed'"),
                        Play.update("'sessionUpdate':'something_new'"),
                        Play.DONE)
                .events();

        assertThat(Play.activities(events)).containsExactly("thinks", "Plan: Mend it", "Edit [secret]");
    }

    @Test
    void aCancelledSubscriptionLeavesNothing() throws IOException {
        var subscription =
                play.turn("!! hang").adapter().execute(play.assignment(false)).subscribe();
        LiveProcesses.await(play.mark, 1, Play.LONG_ENOUGH);

        subscription.dispose();

        LiveProcesses.await(play.mark, 0, Play.LONG_ENOUGH);
    }
}
