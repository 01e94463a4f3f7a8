package io.clicouncil.adapters.process;

import static org.awaitility.Awaitility.await;

import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.Mount;
import io.clicouncil.process.Network;
import io.clicouncil.process.Sandbox;
import io.clicouncil.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Another JVM that runs one command, so that it can be killed. */
final class OtherCouncil {
    private final Bench bench;
    private final Process jvm;

    private OtherCouncil(Bench bench, Process jvm) {
        this.bench = bench;
        this.jvm = jvm;
    }

    /** Runs this script as {@code bench.shell} would, with a limit of time. */
    static OtherCouncil running(Bench bench, KillLevel level, Duration lease, Duration timeout, String script)
            throws IOException {
        return running(bench, level, lease, timeout, script, "");
    }

    /** The same in a sandbox that reaches this host, unless it is empty. */
    static OtherCouncil running(
            Bench bench, KillLevel level, Duration lease, Duration timeout, String script, String host)
            throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process jvm = new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherCouncil.class.getName(),
                        bench.file("").toString(),
                        level.name(),
                        lease.toString(),
                        timeout.toString(),
                        bench.mark(),
                        script,
                        host)
                .redirectErrorStream(true)
                .redirectOutput(bench.file("jvm").toFile())
                .start();
        return new OtherCouncil(bench, jvm);
    }

    /** Waits until there is a file of this name in the bench. */
    OtherCouncil until(String file) {
        await().pollInterval(Duration.ofMillis(1))
                .atMost(Bench.LONG_ENOUGH)
                .until(() -> Files.exists(bench.file(file)));
        return this;
    }

    /** Kills it as the kernel does that has no memory left. */
    void kill() {
        jvm.toHandle().destroyForcibly();
        await().atMost(Bench.LONG_ENOUGH).until(() -> !jvm.isAlive());
    }

    /** Sends it a signal. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(jvm.pid())).start().waitFor();
    }

    /** What it wrote when its command was over. */
    String result() {
        until("result");
        try {
            return Files.readString(bench.file("result"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the other JVM does. */
    public static void main(String[] arguments) throws IOException {
        Path here = Path.of(arguments[0]);
        CommandSpec spec = new CommandSpec(
                List.of("/bin/sh", "-c", arguments[5]),
                here,
                Map.of("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", arguments[4], "1"),
                null,
                here.resolve("out"),
                here.resolve("err"),
                CommandLimits.time(Duration.parse(arguments[3])),
                StopSignal.create(),
                arguments[6].isEmpty() ? null : reaching(here, arguments[6]));
        ZtCommandRunner runner = new ZtCommandRunner(
                Duration.ofSeconds(1),
                Duration.parse(arguments[2]),
                Duration.ofMillis(50),
                KillLevel.valueOf(arguments[1]));
        CommandEvent last = Objects.requireNonNull(runner.run(spec).blockLast());
        CommandResult result = ((CommandEvent.Ended) last).result();
        Files.writeString(here.resolve("result.new"), result.ending() + " " + result.exitCode());
        Files.move(here.resolve("result.new"), here.resolve("result"));
    }

    /** A sandbox in which the folder may be changed and this host be reached. */
    static Sandbox reaching(Path folder, String host) {
        return new Sandbox(List.of(Mount.write(folder)), folder.resolve("layers"), Network.list(List.of(host)));
    }
}
