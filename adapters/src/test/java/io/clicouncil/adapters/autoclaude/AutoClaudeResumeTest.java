package io.clicouncil.adapters.autoclaude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Whatever a council that went away had begun is gone on with, and paid for once. */
class AutoClaudeResumeTest {
    @TempDir
    Path folder;

    private FakeAutoClaude fake;

    @BeforeEach
    void setUp() throws IOException, InterruptedException {
        fake = new FakeAutoClaude(folder).installed();
    }

    /** Goes away when the second command is about to begin. */
    private static final class GoesAway extends PassingRunner {
        final AtomicBoolean gone = new AtomicBoolean();

        @Override
        public Flux<CommandEvent> run(CommandSpec spec) {
            return writesSpecification(spec)
                    ? super.run(spec)
                    : Flux.<CommandEvent>never().doOnSubscribe(subscription -> gone.set(true));
        }
    }

    @Test
    void buildsWhatWasSpecifiedBefore() throws IOException, InterruptedException {
        GoesAway runner = new GoesAway();
        CommandRunner usual = fake.runner;
        fake.runner = runner;
        Disposable before = fake.execute().subscribe();
        await().atMost(FakeAutoClaude.LONG_ENOUGH).untilTrue(runner.gone);
        before.dispose();

        fake.runner = usual;
        fake.resumed = true;
        List<AgentEvent> events = fake.events();

        assertThat(FakeAutoClaude.result(events).failure()).isNull();
        assertThat(FakeAutoClaude.result(events).cost().amount()).isEqualByComparingTo("0.01635");
        assertThat(FakeAutoClaude.of(AgentEvent.Started.class, events)).hasSize(1);
        assertThat(fake.calls()).hasSize(2);
        assertThat(fake.lastCall()).startsWith("build ");
        assertThat(fake.changed()).containsExactly("A\tgreeting.txt");
    }

    @Test
    void anAttemptThatWasOverIsToldAgain() throws IOException, InterruptedException {
        ExecutionResult first = fake.result();
        fake.resumed = true;

        ExecutionResult second = fake.result();

        assertThat(second.failure()).isNull();
        assertThat(second.cost()).isEqualTo(first.cost());
        assertThat(second.session()).isEqualTo("001-greeting");
        assertThat(second.usage()).isEqualTo(first.usage());
        assertThat(fake.calls()).hasSize(2);
        assertThat(fake.changed()).containsExactly("A\tgreeting.txt");
    }

    @Test
    void anAttemptOfWhichThereIsNoTraceIsMade() throws IOException {
        fake.resumed = true;

        assertThat(fake.result().failure()).isNull();
        assertThat(fake.calls()).hasSize(2);
    }
}
