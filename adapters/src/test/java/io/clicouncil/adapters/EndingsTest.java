package io.clicouncil.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.Channel;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.ResourceUsage;
import io.clicouncil.process.SandboxSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What an adapter makes of each way in which a command can end. */
class EndingsTest {
    private static final ResourceUsage USED = new ResourceUsage(4096L, Duration.ofSeconds(2), Duration.ofMillis(300));
    private static final String PAID = "{\"cost_usd\": 0.5}";

    @TempDir
    Path folder;

    private Trial trial;

    @BeforeEach
    void setUp() throws IOException {
        trial = new Trial(folder);
    }

    private ExecutionResult result(Ending ending, Duration duration, String message) throws IOException {
        return result(
                new Told(new CommandResult(ending, null, duration, "held", "none", USED, message)), trial.assignment());
    }

    private ExecutionResult result(Told commands, TaskAssignment assignment) {
        return Trial.result(Objects.requireNonNull(new CommandAdapterFactory()
                .create(new AdapterContext(
                        "fixer",
                        Trial.options("{'command': ['/bin/true']}"),
                        trial.workspace,
                        trial.environment,
                        commands))
                .execute(assignment)
                .collectList()
                .block(Trial.LONG_ENOUGH)));
    }

    @Test
    @Tag("F11")
    void silenceIsAStall() throws IOException {
        ExecutionResult result = result(Ending.STALLED, Duration.ofMinutes(9), "it printed nothing for 5m");

        assertThat(result.failure()).isEqualTo(Failure.of(FailureKind.STALLED, "it printed nothing for 5m"));
        assertThat(result.resources()).isEqualTo(USED);
        assertThat(result.cost().amount()).isEqualByComparingTo("0.5");
    }

    @Test
    @Tag("F10")
    void aLimitIsACrashThatIsNotTriedAgain() throws IOException {
        ExecutionResult result = result(Ending.EXCEEDED, Duration.ofMinutes(9), "it printed 2 GiB, the limit is 1 GiB");

        assertThat(result.failure()).isEqualTo(Failure.of(FailureKind.CRASHED, "it printed 2 GiB, the limit is 1 GiB"));
        assertThat(result.cost().amount()).isEqualByComparingTo("0.5");
    }

    @Test
    @Tag("F3")
    void anAbandonedOneMayBeTriedAgain() throws IOException {
        ExecutionResult result =
                result(Ending.ABANDONED, Duration.ofMinutes(9), "the council was gone for longer than its lease");

        assertThat(Objects.requireNonNull(result.failure()).kind()).isEqualTo(FailureKind.CRASHED);
        assertThat(result.failure().retryable()).isTrue();
        assertThat(result.failure().message()).contains("lease");
        assertThat(result.cost().amount()).isEqualByComparingTo("0.5");
    }

    @Test
    @Tag("F4")
    void oneThatWasLostMayBeTriedAgainAndOneThatCannotBeginMayNot() throws IOException {
        ExecutionResult lost = result(Ending.FAILED, Duration.ofMinutes(9), "its supervisor was killed");
        ExecutionResult unable = result(Ending.FAILED, Duration.ZERO, "there is no folder");

        assertThat(Objects.requireNonNull(lost.failure()).retryable()).isTrue();
        assertThat(lost.cost().amount()).isEqualByComparingTo("0.5");
        assertThat(Objects.requireNonNull(unable.failure()).retryable()).isFalse();
        assertThat(unable.cost().amount()).isEqualByComparingTo("0");
    }

    @Test
    @Tag("F1")
    void anAttemptThatIsResumedGoesOnWithItsCommandAndKeepsItsPriceWithoutAStart() throws IOException {
        Told commands = new Told(
                new CommandResult(Ending.EXITED, 0, Duration.ofMinutes(1), "held", "none", ResourceUsage.UNKNOWN, ""));
        TaskAssignment first = trial.assignment();
        TaskAssignment again = new TaskAssignment(
                first.agent(),
                first.attempt(),
                first.model(),
                first.prompt(),
                first.promptFile(),
                first.directory(),
                first.files(),
                first.environment(),
                first.sandbox(),
                first.limits(),
                first.maxCost(),
                first.session(),
                first.stop(),
                true);

        ExecutionResult result = result(commands, again);

        assertThat(commands.asked).containsExactly("resume");
        assertThat(result.failure()).isNull();
        assertThat(result.cost().amount()).isEqualByComparingTo("0.5");
    }

    /** A runner whose command has printed a price and ended so. */
    private static final class Told implements CommandRunner {
        private final CommandResult result;
        private final List<String> asked = new ArrayList<>();

        Told(CommandResult result) {
            this.result = result;
        }

        @Override
        public Flux<CommandEvent> run(CommandSpec spec) {
            return tell("run", spec);
        }

        @Override
        public Flux<CommandEvent> resume(CommandSpec spec) {
            return tell("resume", spec);
        }

        private Flux<CommandEvent> tell(String how, CommandSpec spec) {
            asked.add(how);
            try {
                Files.writeString(spec.stdout(), PAID + "\n");
                Files.writeString(spec.stderr(), "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Flux.just(new CommandEvent.Line(Channel.STDOUT, PAID), new CommandEvent.Ended(result));
        }

        @Override
        public Mono<Integer> reap(Path below) {
            return Mono.just(0);
        }

        @Override
        public Mono<Void> drain() {
            return Mono.empty();
        }

        @Override
        public String killLevel() {
            return "held";
        }

        @Override
        public SandboxSupport sandboxes() {
            return new SandboxSupport(SandboxSupport.NONE, "");
        }
    }
}
