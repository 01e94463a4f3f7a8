package io.clicouncil.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

class ScriptedAdapterTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final StopSignal stop = StopSignal.create();

    private TaskAssignment assignment(int attempt, Duration timeout) {
        return new TaskAssignment(
                "agent",
                attempt,
                null,
                "do it",
                folder.resolve("p"),
                folder,
                folder,
                Map.of(),
                null,
                CommandLimits.time(timeout),
                null,
                null,
                stop,
                false);
    }

    private List<AgentEvent> events(ScriptedAdapter adapter, int attempt) {
        return Objects.requireNonNull(
                adapter.execute(assignment(attempt, LONG_ENOUGH)).collectList().block(LONG_ENOUGH));
    }

    private static ExecutionResult result(List<AgentEvent> events) {
        return ((AgentEvent.Finished) events.get(events.size() - 1)).result();
    }

    @Test
    void doesWhatTheScriptOfTheAttemptSays() throws Exception {
        Files.writeString(folder.resolve("old.txt"), "old");
        ScriptedAdapter adapter = ScriptedAdapter.named("cheap")
                .attempt(Script.begin().fail(FailureKind.RATE_LIMITED, "later").write("never.txt", ""))
                .attempt(Script.begin()
                        .output("thinking")
                        .write("a/new.txt", "new")
                        .delete("old.txt")
                        .spend("0.10"));

        assertThat(Objects.requireNonNull(result(events(adapter, 1)).failure()).kind())
                .isEqualTo(FailureKind.RATE_LIMITED);
        for (int attempt = 2; attempt <= 3; attempt++) {
            List<AgentEvent> events = events(adapter, attempt);
            assertThat(events.get(0)).isInstanceOf(AgentEvent.Started.class);
            assertThat(result(events).failure()).isNull();
            assertThat(result(events).cost().amount()).isEqualByComparingTo("0.10");
        }
        assertThat(folder.resolve("a/new.txt")).hasContent("new");
        assertThat(folder.resolve("old.txt")).doesNotExist();
        assertThat(folder.resolve("never.txt")).doesNotExist();
    }

    @Test
    void keepsWhatItHasSpentWhenItIsStopped() {
        ScriptedAdapter adapter = ScriptedAdapter.named("slow")
                .attempt(Script.begin().spend("0.10").waitUntilStopped().spend("9.99"));

        StepVerifier.create(adapter.execute(assignment(1, LONG_ENOUGH)))
                .expectNextCount(2)
                .then(stop::raise)
                .assertNext(event -> {
                    ExecutionResult result = result(List.of(event));
                    assertThat(Objects.requireNonNull(result.failure()).kind()).isEqualTo(FailureKind.CANCELLED);
                    assertThat(result.cost().amount()).isEqualByComparingTo("0.10");
                })
                .expectComplete()
                .verify(LONG_ENOUGH);
    }

    @Test
    void heedsItsTimeLimit() {
        StepVerifier.withVirtualTime(() -> ScriptedAdapter.named("slow")
                        .attempt(Script.begin().take(Duration.ofHours(1)))
                        .execute(assignment(1, Duration.ofMinutes(30))))
                .expectNextCount(1)
                .thenAwait(Duration.ofMinutes(30))
                .assertNext(event -> assertThat(
                                Objects.requireNonNull(result(List.of(event)).failure())
                                        .kind())
                        .isEqualTo(FailureKind.TIMED_OUT))
                .expectComplete()
                .verify(LONG_ENOUGH);
    }

    @Test
    void breaksItsContractOnlyWhereItIsToldTo() {
        ScriptedAdapter adapter =
                ScriptedAdapter.named("bad").attempt(Script.begin().crash(() -> new IllegalStateException("bug")));

        StepVerifier.create(adapter.execute(assignment(1, LONG_ENOUGH)))
                .expectNextCount(1)
                .verifyErrorMessage("bug");
    }

    @Test
    void writesNowhereButInItsWorkspace() {
        ScriptedAdapter adapter =
                ScriptedAdapter.named("bad").attempt(Script.begin().write("../out.txt", ""));

        StepVerifier.create(adapter.execute(assignment(1, LONG_ENOUGH)))
                .expectNextCount(1)
                .verifyError(IllegalArgumentException.class);
    }
}
