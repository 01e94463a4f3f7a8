package io.clicouncil.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.CommandSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Nothing of a command outlives it, by whatever means its tree is held. */
class ProcessTreeTest {
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofMillis(600);

    /** A daemon as they are made: its own session, an orphan, no descriptor of the command. */
    private static final String DAEMON = "(setsid sh -c 'sleep 600 & sleep 600' </dev/null >/dev/null 2>&1 &) ; ";

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Bench(folder);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        bench.assertNothingLeft();
    }

    /** Asks the command to end when it says that it is ready. */
    private List<CommandEvent> stoppedWhenReady(KillLevel level, String script) {
        return Objects.requireNonNull(Bench.runner(GRACE, level)
                .run(bench.shell(script))
                .doOnNext(event -> {
                    if (event instanceof CommandEvent.Line) {
                        bench.stop.raise();
                    }
                })
                .collectList()
                .block(Bench.LONG_ENOUGH));
    }

    private CommandResult run(KillLevel level, String script, Duration timeout) {
        List<CommandEvent> events = Bench.runner(GRACE, level)
                .run(bench.shell(script, timeout))
                .collectList()
                .block(Bench.LONG_ENOUGH);
        return Bench.result(Objects.requireNonNull(events));
    }

    @ParameterizedTest
    @Tag("F6")
    @EnumSource
    void anAgentThatLeavesADaemonEndsAtOnceAndTheDaemonWithIt(KillLevel level) {
        CommandResult result = run(level, DAEMON + "exit 4", Bench.LONG_ENOUGH);

        assertThat(result.ending()).isEqualTo(Ending.EXITED);
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.duration()).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @Tag("F7")
    @EnumSource
    void aGrandchildThatHoldsTheOutputDelaysNobody(KillLevel level) {
        assertThat(run(level, "sleep 600 & echo done", Bench.LONG_ENOUGH).duration())
                .isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @Tag("F5")
    @EnumSource
    void anAgentThatIgnoresTermIsKilledAfterTheGrace(KillLevel level) {
        CommandResult result = Bench.result(
                stoppedWhenReady(level, DAEMON + "trap '' TERM HUP INT; echo ready; while :; do sleep 0.1; done"));

        assertThat(result.ending()).isEqualTo(Ending.STOPPED);
        assertThat(result.exitCode()).isEqualTo(137);
        assertThat(result.duration()).isBetween(GRACE, Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @EnumSource
    void anAgentThatClosesItsDescriptors(KillLevel level) {
        assertThat(run(level, "exec <&- >&- 2>&-; " + DAEMON + "sleep 600", SOON)
                        .ending())
                .isEqualTo(Ending.TIMED_OUT);
    }

    @ParameterizedTest
    @EnumSource
    void anAgentThatIsSuspended(KillLevel level) {
        assertThat(run(level, "kill -STOP $$", SOON).ending()).isEqualTo(Ending.TIMED_OUT);
    }

    @ParameterizedTest
    @EnumSource
    void anAgentThatKillsItsOwnGroup(KillLevel level) {
        CommandResult result = run(level, "kill -9 0", Bench.LONG_ENOUGH);

        assertThat(result.ending()).isEqualTo(Ending.EXITED);
        assertThat(result.exitCode()).isEqualTo(137);
    }

    @ParameterizedTest
    @Tag("F8")
    @EnumSource
    void lastWordsAfterTermAreRead(KillLevel level) {
        List<CommandEvent> events = stoppedWhenReady(
                level, "trap 'echo {\\\"cost_usd\\\": 0.5}; exit 7' TERM; echo ready; while :; do sleep 0.1; done");

        assertThat(Bench.stdout(events)).containsExactly("ready", "{\"cost_usd\": 0.5}");
        assertThat(Bench.result(events).ending()).isEqualTo(Ending.STOPPED);
        assertThat(Bench.result(events).exitCode()).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource
    void aShimThatDiesAtOnceLeavesItsAgentTheGrace(KillLevel level) {
        // As npm's wrappers do: the real agent is a child that needs a moment for its last words.
        String agent = "setsid sh -c 'trap \"sleep 0.3; echo last words; exit\" TERM; "
                + "echo ready; while :; do sleep 0.05; done' & while :; do sleep 1; done";

        assertThat(Bench.stdout(stoppedWhenReady(level, agent))).containsExactly("ready", "last words");
    }

    @ParameterizedTest
    @EnumSource
    void aCancelledSubscriptionEndsTheTreeAndDrainTellsWhen(KillLevel level) {
        ZtCommandRunner runner = Bench.runner(GRACE, level);
        Disposable subscription = runner.run(bench.shell(DAEMON + "sleep 600")).subscribe();
        await().atMost(Bench.LONG_ENOUGH).until(() -> bench.survivors().size() >= 4);

        subscription.dispose();
        subscription.dispose();
        runner.drain().block(Bench.LONG_ENOUGH);

        assertThat(bench.survivors()).isEmpty();
    }

    @ParameterizedTest
    @Tag("F4")
    @EnumSource
    void aSupervisorThatIsKilledTakesItsTreeWithIt(KillLevel level) {
        ZtCommandRunner runner = Bench.runner(GRACE, level);
        List<CommandEvent> events = Objects.requireNonNull(runner.run(bench.shell(DAEMON + "echo ready; sleep 600"))
                .scan((before, event) -> {
                    // The agent's shell may print another line when it sees its child die.
                    if (before instanceof CommandEvent.Started begun && event instanceof CommandEvent.Line) {
                        kill(begun.pid());
                    }
                    return event;
                })
                .collectList()
                .block(Bench.LONG_ENOUGH));

        assertThat(Bench.result(events).ending()).isEqualTo(Ending.FAILED);
        assertThat(Bench.result(events).message()).isEqualTo("its supervisor was killed");
    }

    @ParameterizedTest
    @EnumSource
    void anAgentThatKillsItsParent(KillLevel level) {
        // In a namespace that is its first process, which nobody within can kill; elsewhere the supervisor dies of it.
        run(level, DAEMON + "kill -9 $PPID; sleep 600", Duration.ofSeconds(2));
    }

    @Test
    void aWishToStopBeforeTheStartStartsNothing() {
        bench.stop.raise();

        CommandResult result = run(KillLevel.ENVIRONMENT_SWEEP, "echo hello", Bench.LONG_ENOUGH);

        assertThat(result.ending()).isEqualTo(Ending.STOPPED);
        assertThat(Files.exists(bench.file("out"))).isFalse();
    }

    @Test
    @Tag("F9")
    void commandsOutliveTheThreadsThatStartedThem() throws InterruptedException {
        ZtCommandRunner runner = new ZtCommandRunner(GRACE);
        List<Flux<CommandEvent>> commands = IntStream.range(0, 17)
                .mapToObj(number -> runner.run(
                                bench.beside(bench.shell("echo begun; sleep 7; echo done"), Integer.toString(number)))
                        .cache())
                .toList();
        for (Flux<CommandEvent> command : commands) {
            Thread starter = new Thread(command::subscribe);
            starter.start();
            starter.join();
        }

        // Longer than idle threads of the runner live.
        for (Flux<CommandEvent> command : commands) {
            assertThat(Bench.stdout(Objects.requireNonNull(command.collectList().block(Bench.LONG_ENOUGH))))
                    .containsExactly("begun", "done");
        }
    }

    @ParameterizedTest
    @EnumSource
    void twentyAtOnce(KillLevel level) {
        ZtCommandRunner runner = Bench.runner(GRACE, level);
        List<Integer> codes =
                Objects.requireNonNull(Flux.fromStream(IntStream.range(0, 20).boxed())
                        .flatMap(number -> runner.run(numbered(number)).last(), 20)
                        .map(end -> Objects.requireNonNull(
                                ((CommandEvent.Ended) end).result().exitCode()))
                        .collectList()
                        .block(Bench.LONG_ENOUGH));

        assertThat(codes)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 20).boxed().toList());
    }

    private CommandSpec numbered(int number) {
        return bench.beside(bench.shell(DAEMON + "sleep 0.5; exit " + number), Integer.toString(number));
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
