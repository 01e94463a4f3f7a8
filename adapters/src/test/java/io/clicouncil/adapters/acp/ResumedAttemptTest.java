package io.clicouncil.adapters.acp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.testkit.LiveProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a second council makes of an attempt of the first. */
class ResumedAttemptTest extends Playing {
    private static final String COST =
            "<< {'method':'session/update','params':{'update':{'sessionUpdate':'usage_update','cost':{'amount':0.07}}}}";
    private static final String WRITE =
            "<< {'id':'w','method':'fs/write_text_file','params':{'path':'again.txt','content':'hello'}}";

    @Test
    void anAttemptOfWhichThereIsNoTraceIsMade() throws IOException {
        play.turn(COST, Play.DONE);

        assertThat(resumed().failure()).isNull();
        assertThat(play.received()).hasSize(3);
    }

    @Test
    void aResultThatWasRecordedIsTakenAndNothingIsDoneTwice() throws IOException {
        play.turn(WRITE, ">> {'id':'w'}", COST, Play.DONE);
        assertThat(play.result().failure()).isNull();
        Path written = play.workspace.resolve("again.txt");
        assertThat(written.toFile().delete()).isTrue();

        ExecutionResult result = resumed();

        assertThat(result.failure()).isNull();
        assertThat(result.cost().amount()).isEqualByComparingTo("0.07");
        assertThat(result.session()).isEqualTo("s1");
        assertThat(play.received()).hasSize(4);
        assertThat(written).doesNotExist();
    }

    @Test
    void withoutAResultItHasCrashedForAWhileAndKeepsItsPrice() throws IOException {
        play.turn(COST, "!! exit 0").result();

        ExecutionResult result = resumed();

        assertThat(Play.failure(result).kind()).isEqualTo(FailureKind.CRASHED);
        assertThat(Play.failure(result).retryable()).isTrue();
        assertThat(result.cost().amount()).isEqualByComparingTo("0.07");
    }

    @Test
    void anAgentThatGoesOnWithoutItsCouncilIsEnded() throws IOException {
        var before = play.turn(COST, "!! hang")
                .adapter()
                .execute(play.assignment(false))
                .subscribe();
        LiveProcesses.await(play.mark, 1, Play.LONG_ENOUGH);

        ExecutionResult result = resumed();

        assertThat(Play.failure(result).kind()).isEqualTo(FailureKind.CRASHED);
        assertThat(Play.failure(result).retryable()).isTrue();
        before.dispose();
        await().atMost(Play.LONG_ENOUGH).until(() -> Files.notExists(play.files.resolve("stdin")));
    }

    private ExecutionResult resumed() throws IOException {
        return Play.result(Objects.requireNonNull(
                play.adapter().execute(play.assignment(true)).collectList().block(Play.LONG_ENOUGH)));
    }
}
