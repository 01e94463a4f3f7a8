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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** A command outlives its council, and never runs twice. */
class TakeoverTest {
    private static final Duration LONG_LEASE = Duration.ofMinutes(5);
    private static final String COUNTED = "echo ran >>runs; ";
    private static final String UNTIL_TOLD = "echo ready; touch ready; until [ -e go ]; do sleep 0.05; done; ";
    private static final String WITH_LAST_WORDS = "trap 'echo last words; exit 7' TERM; ";

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

    private OtherCouncil other(KillLevel level, Duration lease, String script) throws IOException {
        return OtherCouncil.running(bench, level, lease, Bench.LONG_ENOUGH, COUNTED + script);
    }

    private static ZtCommandRunner runner(KillLevel level) {
        return Bench.runner(Duration.ofSeconds(1), level);
    }

    private List<CommandEvent> resume(KillLevel level) {
        return Objects.requireNonNull(runner(level)
                .resume(bench.shell(COUNTED + "echo again"))
                .collectList()
                .block(Bench.LONG_ENOUGH));
    }

    private void assertRanOnce() throws IOException {
        assertThat(Files.readAllLines(bench.file("runs"))).hasSize(1);
    }

    private static void touch(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @Tag("F1")
    @EnumSource
    void aCommandWhoseCouncilWasKilledIsTakenOver(KillLevel level) throws IOException {
        other(level, LONG_LEASE, UNTIL_TOLD + "echo '{\"cost_usd\": 1}'; exit 3")
                .until("ready")
                .kill();

        List<CommandEvent> events = Objects.requireNonNull(runner(level)
                .resume(bench.shell(COUNTED))
                .doOnNext(event -> {
                    if (event instanceof CommandEvent.Line && !Files.exists(bench.file("go"))) {
                        touch(bench.file("go"));
                    }
                })
                .collectList()
                .block(Bench.LONG_ENOUGH));

        assertThat(events.get(0)).isInstanceOf(CommandEvent.Started.class);
        assertThat(Bench.stdout(events)).containsExactly("ready", "{\"cost_usd\": 1}");
        assertThat(Bench.result(events).ending()).isEqualTo(Ending.EXITED);
        assertThat(Bench.result(events).exitCode()).isEqualTo(3);
        assertThat(Bench.result(events).duration()).isPositive();
        assertRanOnce();
    }

    @ParameterizedTest
    @Tag("F1")
    @EnumSource
    void aCommandThatEndedWithoutACouncilIsHarvestedAsOftenAsAsked(KillLevel level) throws IOException {
        OtherCouncil other = other(level, LONG_LEASE, UNTIL_TOLD + "echo done; exit 4");
        other.until("ready").kill();
        touch(bench.file("go"));
        awaitExitFile();

        List<CommandEvent> first = resume(level);
        List<CommandEvent> second = resume(level);

        assertThat(first).noneMatch(CommandEvent.Started.class::isInstance);
        assertThat(Bench.stdout(first)).containsExactly("ready", "done");
        assertThat(Bench.result(first).ending()).isEqualTo(Ending.EXITED);
        assertThat(Bench.result(first).exitCode()).isEqualTo(4);
        assertThat(Bench.result(first).resources().cpuTime()).isNotNull();
        assertThat(second).isEqualTo(first);
        assertRanOnce();
    }

    @ParameterizedTest
    @Tag("F3")
    @EnumSource
    void aCommandWhoseCouncilNeverComesBackEndsWithTheLease(KillLevel level) throws IOException {
        other(level, Duration.ofSeconds(2), WITH_LAST_WORDS + "echo ready; touch ready; while :; do sleep 0.05; done")
                .until("ready")
                .kill();

        awaitExitFile();

        assertThat(bench.stdout()).isEqualTo("ready\nlast words\n");
        assertThat(Files.readString(bench.file("out.job/exit"))).startsWith("7 abandoned\n");
        await().atMost(Duration.ofSeconds(2)).until(() -> bench.survivors().isEmpty());
        CommandResult result = Bench.result(resume(level));
        assertThat(result.ending()).isEqualTo(Ending.ABANDONED);
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.message()).isEqualTo("the council was gone for longer than its lease");
        assertRanOnce();
    }

    @ParameterizedTest
    @Tag("F2")
    @ValueSource(strings = {"out.job", "out.job/job", "out.job/supervisor", "out.job/control", "out.job/pid", "ready"})
    void aCouncilThatIsKilledAtAnyPointOfTheStartHasStartedItOnceOrNotAtAll(String point) throws IOException {
        for (KillLevel level : KillLevel.values()) {
            other(level, Duration.ofSeconds(1), UNTIL_TOLD).until(point).kill();
            touch(bench.file("go"));

            CommandResult result = Bench.result(resume(level));

            assertThat(result.ending()).isIn(Ending.EXITED, Ending.ABANDONED);
            assertRanOnce();
            bench.assertNothingLeft();
            for (String file : List.of("go", "runs", "ready", "jvm")) {
                Files.deleteIfExists(bench.file(file));
            }
            Job.remove(bench.file("out.job"));
        }
    }

    @ParameterizedTest
    @Tag("F4")
    @EnumSource
    void aCommandWhoseCouncilAndSupervisorWereKilledIsLostAndNotRunAgain(KillLevel level) throws IOException {
        other(level, LONG_LEASE, "echo ready; touch ready; sleep 600")
                .until("ready")
                .kill();
        kill(Job.find(bench.file("out.job")).flatMap(Job::supervisor).orElseThrow());

        List<CommandEvent> events = resume(level);

        assertThat(Bench.stdout(events)).containsExactly("ready");
        assertThat(Bench.result(events).ending()).isEqualTo(Ending.FAILED);
        assertThat(Bench.result(events).message()).isEqualTo("its supervisor was killed");
        assertThat(Bench.result(events).duration()).isPositive();
        assertRanOnce();
    }

    @ParameterizedTest
    @EnumSource
    void aCommandThatWasTakenOverHeedsStopAndLimits(KillLevel level) throws IOException {
        other(level, LONG_LEASE, WITH_LAST_WORDS + "touch ready; while :; do sleep 0.05; done")
                .until("ready")
                .kill();

        CommandResult result = Bench.result(Objects.requireNonNull(runner(level)
                .resume(bench.shell("", Duration.ofMillis(300)))
                .collectList()
                .block(Bench.LONG_ENOUGH)));

        assertThat(result.ending()).isEqualTo(Ending.TIMED_OUT);
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.resources().peakMemoryBytes()).isPositive();
        // Who comes later learns the same reason.
        assertThat(Bench.result(resume(level)).ending()).isEqualTo(Ending.TIMED_OUT);
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyBeganIsRunNow(KillLevel level) throws IOException {
        assertThat(Bench.stdout(resume(level))).containsExactly("again");
        assertRanOnce();
    }

    @ParameterizedTest
    @EnumSource
    void runEndsWhatStillHasItsOutput(KillLevel level) throws IOException {
        other(level, LONG_LEASE, "touch ready; sleep 600").until("ready").kill();

        List<CommandEvent> events = Objects.requireNonNull(
                runner(level).run(bench.shell("echo new; exit 2")).collectList().block(Bench.LONG_ENOUGH));

        assertThat(Bench.stdout(events)).containsExactly("new");
        assertThat(Bench.result(events).exitCode()).isEqualTo(2);
        assertThat(bench.stdout()).isEqualTo("new\n");
    }

    @Test
    void runEndsItsOwnEarlierCommandWithTheSameOutput() {
        ZtCommandRunner runner = runner(KillLevel.ENVIRONMENT_SWEEP);
        CommandSpec first = bench.shell("echo first; sleep 600");
        StreamOf events = new StreamOf(runner.run(first).replay(100).autoConnect());
        events.awaitLine();

        List<CommandEvent> second = Objects.requireNonNull(
                runner.run(bench.shell("echo second")).collectList().block(Bench.LONG_ENOUGH));

        assertThat(Bench.stdout(second)).containsExactly("second");
        assertThat(Bench.result(events.all()).ending()).isEqualTo(Ending.STOPPED);
    }

    @ParameterizedTest
    @EnumSource
    void reapEndsAndCountsWhatIsLeft(KillLevel level) throws IOException {
        other(level, LONG_LEASE, WITH_LAST_WORDS + "touch ready; while :; do sleep 0.05; done")
                .until("ready")
                .kill();

        assertThat(runner(level).reap(folder).block(Bench.LONG_ENOUGH)).isEqualTo(1);

        assertThat(bench.survivors()).isEmpty();
        assertThat(bench.stdout()).isEqualTo("last words\n");
        assertThat(runner(level).reap(folder).block(Bench.LONG_ENOUGH)).isZero();
        assertThat(Bench.result(resume(level)).ending()).isEqualTo(Ending.STOPPED);
        assertRanOnce();
    }

    @Test
    @Tag("F4")
    void reapSweepsWhatAKilledSupervisorLeft() throws IOException {
        other(KillLevel.ENVIRONMENT_SWEEP, LONG_LEASE, "touch ready; setsid sleep 600 & sleep 600")
                .until("ready")
                .kill();
        kill(Job.find(bench.file("out.job")).flatMap(Job::supervisor).orElseThrow());

        assertThat(runner(KillLevel.ENVIRONMENT_SWEEP).reap(folder).block(Bench.LONG_ENOUGH))
                .isEqualTo(1);

        assertThat(bench.survivors()).isEmpty();
    }

    @Test
    void reapLeavesOurOwnCommandsAndNeedsNoFolder() {
        ZtCommandRunner runner = runner(KillLevel.ENVIRONMENT_SWEEP);
        StreamOf events =
                new StreamOf(runner.run(bench.shell("echo ready; until [ -e go ]; do sleep 0.05; done; exit 6"))
                        .replay(100)
                        .autoConnect());
        events.awaitLine();

        assertThat(runner.reap(folder).block(Bench.LONG_ENOUGH)).isZero();
        assertThat(runner.reap(folder.resolve("nowhere")).block(Bench.LONG_ENOUGH))
                .isZero();

        touch(bench.file("go"));
        assertThat(Bench.result(events.all()).exitCode()).isEqualTo(6);
    }

    @ParameterizedTest
    @Tag("F12")
    @ValueSource(strings = {"start", "boot", "job"})
    void aStrangerThatHasTheProcessIdOfASupervisorIsNotKilled(String forged) throws IOException {
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            ProcessStat stat = Objects.requireNonNull(ProcessStat.read(stranger.pid()));
            String line = Files.readString(Path.of("/proc", Long.toString(stranger.pid()), "stat"))
                    .strip();
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            Job.create(bench.shell("echo again"), List.of(Path.of("/bin/sh").toString()), KillLevel.ENVIRONMENT_SWEEP);
            Files.writeString(
                    bench.file("out.job/supervisor"),
                    (forged.equals("start")
                                    ? line.replace(" " + stat.startTicks() + " ", " " + (stat.startTicks() - 1) + " ")
                                    : line)
                            + "\n" + (forged.equals("boot") ? "another" : boot) + "\n");
            // Nor is anything written to what has a pipe's name and is none.
            Path precious = Files.writeString(bench.file("precious"), "precious");
            Files.createSymbolicLink(bench.file("out.job/control"), precious);

            assertThat(runner(KillLevel.ENVIRONMENT_SWEEP).reap(folder).block(Bench.LONG_ENOUGH))
                    .isZero();
            assertThat(Bench.result(resume(KillLevel.ENVIRONMENT_SWEEP)).message())
                    .isEqualTo("its supervisor was killed");

            assertThat(stranger.isAlive()).isTrue();
            assertThat(precious).hasContent("precious");
        } finally {
            stranger.toHandle().destroyForcibly();
        }
    }

    @Test
    @Tag("F14")
    void aCouncilThatIsStoppedForLongerThanItsLeaseAndItsLimitLosesNothing() throws Exception {
        OtherCouncil other = OtherCouncil.running(
                bench,
                KillLevel.probe(ZtCommandRunner::launch),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                "touch ready; sleep 4; touch slept; until [ -e go ]; do sleep 0.05; done; exit 5");
        other.until("ready").signal("STOP");
        other.until("slept").signal("CONT");
        touch(bench.file("go"));

        assertThat(other.result()).isEqualTo("EXITED 5");
    }

    private void awaitExitFile() {
        await().atMost(Bench.LONG_ENOUGH)
                .until(() -> Files.readString(bench.file("out.job/exit")).contains("\nend\n"));
    }

    private static void kill(SupervisorId id) {
        new Supervisor.Adopted(id).kill();
        await().atMost(Bench.LONG_ENOUGH).until(() -> !id.alive());
    }

    /** A command that runs while the test goes on. */
    private record StreamOf(Flux<CommandEvent> events) {
        StreamOf {
            events.subscribe();
        }

        void awaitLine() {
            events.ofType(CommandEvent.Line.class).blockFirst(Bench.LONG_ENOUGH);
        }

        List<CommandEvent> all() {
            try (Stream<CommandEvent> all = events.toStream()) {
                return all.toList();
            }
        }
    }
}
