package io.clicouncil.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.CommandSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

/** Each limit ends the command that passes it, for its own reason, and no other. */
class LimitsTest {
    private static final long MEBIBYTE = 1024 * 1024;
    private static final Duration GRACE = Duration.ofSeconds(1);
    /** It counts from the start of the supervisor: a command on a busy machine needs some of it to begin. */
    private static final Duration IDLE = Duration.ofSeconds(2);

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

    private static CommandResult run(KillLevel level, CommandSpec spec) {
        return Bench.result(Objects.requireNonNull(
                Bench.runner(GRACE, level).run(spec).collectList().block(Bench.LONG_ENOUGH)));
    }

    private static CommandLimits limits(
            @Nullable Duration idle,
            @Nullable Long outputBytes,
            @Nullable Long memoryBytes,
            @Nullable Integer processes) {
        return new CommandLimits(Bench.LONG_ENOUGH, idle, outputBytes, memoryBytes, processes);
    }

    @ParameterizedTest
    @Tag("F10")
    @EnumSource
    void tooManyProcessesEndTheirCommandAndLeaveTheOther(KillLevel level) {
        ZtCommandRunner runner = Bench.runner(GRACE, level);
        CommandLimits limits = limits(null, null, null, 50);
        Flux<CommandEvent> bomb = runner.run(
                bench.shell("i=0; while [ $i -lt 300 ]; do sleep 600 & i=$((i + 1)); done; touch full; wait", limits));
        Flux<CommandEvent> other = runner.run(
                bench.beside(bench.shell("until [ -e over ]; do sleep 0.05; done; exit 3", limits), "other"));

        List<CommandResult> results = Objects.requireNonNull(Flux.mergeSequential(
                        bomb.ofType(CommandEvent.Ended.class).doOnNext(end -> touch("over")),
                        other.ofType(CommandEvent.Ended.class))
                .map(CommandEvent.Ended::result)
                .collectList()
                .block(Bench.LONG_ENOUGH));

        assertThat(results.get(0).ending()).isEqualTo(Ending.EXCEEDED);
        assertThat(results.get(0).message()).matches("it had \\d+ processes at a time, the limit is 50");
        assertThat(results.get(1).ending()).isEqualTo(Ending.EXITED);
        assertThat(results.get(1).exitCode()).isEqualTo(3);
    }

    @ParameterizedTest
    @Tag("F10")
    @EnumSource
    void tooMuchMemoryOfAllProcessesTogether(KillLevel level) {
        // Each of the two holds less than the limit.
        String hold = "awk 'BEGIN { s = \"x\"; for (i = 0; i < 20; i++) s = s s; for (i = 0; i < 70; i++) a[i] = s i; "
                + "system(\"sleep 600\") }'";

        CommandResult result =
                run(level, bench.shell(hold + " & " + hold + " & wait", limits(null, null, 100 * MEBIBYTE, null)));

        assertThat(result.ending()).isEqualTo(Ending.EXCEEDED);
        assertThat(result.message()).matches("its processes held [0-9.]+ MiB of memory, the limit is 100 MiB");
        assertThat(result.resources().peakMemoryBytes()).isGreaterThan(100 * MEBIBYTE);
    }

    @ParameterizedTest
    @Tag("F10")
    @EnumSource
    void tooMuchOutputIsCutWithAMark(KillLevel level) throws IOException {
        // A shell whose child is ended may find the time to say so: it has nowhere to say it.
        CommandResult result = run(
                level,
                bench.shell(
                        "echo why >&2; exec 2>/dev/null; head -c 30000000 /dev/zero; sleep 600",
                        limits(null, 4 * MEBIBYTE, null, null)));

        assertThat(result.ending()).isEqualTo(Ending.EXCEEDED);
        assertThat(result.message()).matches("it printed [0-9.]+ MiB, the limit is 4 MiB");
        assertThat(bench.file("err")).hasContent("why\n\n[council: the output limit of 4 MiB was reached]\n");
        assertThat(Files.size(bench.file("out")) + Files.size(bench.file("err")))
                .isEqualTo(4 * MEBIBYTE);
    }

    @ParameterizedTest
    @Tag("F11")
    @EnumSource
    void aCommandThatPrintsNothingStallsAndKeepsWhatItPrinted(KillLevel level) throws IOException {
        CommandResult result = run(level, bench.shell("echo session 7; sleep 600", limits(IDLE, null, null, null)));

        assertThat(result.ending()).isEqualTo(Ending.STALLED);
        assertThat(result.message()).isEqualTo("it printed nothing for 2s");
        assertThat(bench.stdout()).isEqualTo("session 7\n");
        assertThat(result.resources().firstOutput()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    @Tag("F11")
    void aCommandThatPrintsNowAndThenOnEitherChannelDoesNotStall() {
        CommandResult result = run(
                KillLevel.ENVIRONMENT_SWEEP,
                bench.shell(
                        "for i in 1 2 3 4 5 6 7; do echo .; sleep 0.2; echo . >&2; sleep 0.2; done",
                        limits(IDLE, null, null, null)));

        assertThat(result.ending()).isEqualTo(Ending.EXITED);
    }

    @ParameterizedTest
    @Tag("F14")
    @EnumSource
    void anAgentThatSomebodyStoppedIsNotIdle(KillLevel level) {
        CommandResult result = run(
                level, bench.shell("(sleep 4; kill -CONT $$) & kill -STOP $$; exit 5", limits(IDLE, null, null, null)));

        assertThat(result.ending()).isEqualTo(Ending.EXITED);
        assertThat(result.exitCode()).isEqualTo(5);
    }

    @ParameterizedTest
    @Tag("F15")
    @EnumSource
    void zombiesThatNobodyReapsAreDead(KillLevel level) {
        String zombies = """
                import os, time
                for i in range(20):
                  pid = os.fork()
                  if pid == 0: os._exit(0)
                  os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
                open('made', 'w')
                time.sleep(600)
                """;
        assumeTrue(Executables.system("python3").isPresent());

        CommandResult result = run(
                level,
                new CommandSpec(
                        List.of("python3", "-c", zombies),
                        folder,
                        bench.shell("").environment(),
                        null,
                        bench.file("out"),
                        bench.file("err"),
                        limits(IDLE, null, null, 10),
                        bench.stop));

        assertThat(result.ending()).isEqualTo(Ending.STALLED);
        assertThat(bench.file("made")).exists();
    }

    @Test
    void whatATreeUsedIsTold() {
        CommandResult result = run(
                KillLevel.ENVIRONMENT_SWEEP,
                bench.shell(
                        "echo now; awk 'BEGIN { s = \"x\"; for (i = 0; i < 20; i++) s = s s; for (i = 0; i < 40; i++) a[i] = s i; "
                                + "for (i = 0; i < 9000000; i++) x += i; system(\"sleep 0.5\") }'",
                        CommandLimits.time(Bench.LONG_ENOUGH)));

        assertThat(result.resources().peakMemoryBytes()).isBetween(40 * MEBIBYTE * 9 / 10, 200 * MEBIBYTE);
        assertThat(result.resources().cpuTime())
                .isBetween(Duration.ofMillis(100), result.duration().multipliedBy(2));
        assertThat(result.resources().firstOutput()).isPositive().isLessThan(result.duration());
    }

    @ParameterizedTest
    @Tag("F42")
    @EnumSource
    void aDiskThatIsFullWhenTheCommandEndsLosesNoExitCode(KillLevel level) throws Exception {
        Path small = Files.createDirectory(bench.file("small"));
        assumeTrue(mounted("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString()), "mounts need root");
        try {
            Bench full = new Bench(small);
            CommandResult ended = run(
                    level,
                    full.shell("dd if=/dev/zero of=fill bs=4k; dd if=/dev/zero of=fill2; echo x >fill2 || exit 3"));
            CommandResult stopped = run(
                    level,
                    full.shell(
                            "rm -f fill*; dd if=/dev/zero of=fill bs=4k; dd if=/dev/zero of=fill2; echo x >fill2 || sleep 600",
                            limits(Duration.ofSeconds(1), null, null, null)));

            assertThat(ended.ending()).isEqualTo(Ending.EXITED);
            assertThat(ended.exitCode()).isEqualTo(3);
            assertThat(stopped.ending()).isEqualTo(Ending.STALLED);
            assertThat(stopped.exitCode()).isEqualTo(143);
            full.assertNothingLeft();
        } finally {
            assertThat(mounted("umount", small.toString())).isTrue();
        }
    }

    private static boolean mounted(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    private void touch(String name) {
        try {
            Files.createFile(bench.file(name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
