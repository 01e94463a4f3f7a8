package io.clicouncil.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clicouncil.process.Channel;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.StopSignal;
import io.clicouncil.testkit.LiveProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A place to run commands in, each of whose processes can be recognised as ours. */
final class Bench {
    static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Path folder;
    private final String mark = LiveProcesses.newMark();
    final StopSignal stop = StopSignal.create();

    Bench(Path folder) {
        this.folder = folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    CommandSpec shell(String script) {
        return spec(List.of("/bin/sh", "-c", script), folder, Map.of(), LONG_ENOUGH);
    }

    CommandSpec shell(String script, Duration timeout) {
        return spec(List.of("/bin/sh", "-c", script), folder, Map.of(), timeout);
    }

    CommandSpec shell(String script, CommandLimits limits) {
        CommandSpec spec = shell(script);
        return new CommandSpec(
                spec.command(),
                spec.directory(),
                spec.environment(),
                null,
                spec.stdout(),
                spec.stderr(),
                limits,
                spec.stop());
    }

    /** The same with files of its own. */
    CommandSpec beside(CommandSpec spec, String name) {
        return new CommandSpec(
                spec.command(),
                spec.directory(),
                spec.environment(),
                null,
                file("out-" + name),
                file("err-" + name),
                spec.limits(),
                spec.stop());
    }

    CommandSpec command(String... command) {
        return spec(List.of(command), folder, Map.of(), LONG_ENOUGH);
    }

    CommandSpec spec(List<String> command, Path directory, Map<String, String> more, Duration timeout) {
        return spec(command, directory, more, timeout, null);
    }

    CommandSpec spec(
            List<String> command, Path directory, Map<String, String> more, Duration timeout, @Nullable Path stdin) {
        Map<String, String> environment = new HashMap<>(more);
        environment.putIfAbsent("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
        environment.put(mark, "1");
        return new CommandSpec(
                command, directory, environment, stdin, file("out"), file("err"), CommandLimits.time(timeout), stop);
    }

    String mark() {
        return mark;
    }

    String stdout() throws IOException {
        return Files.readString(file("out"));
    }

    /** The supervisors of this bench that live, with their helpers. */
    List<Long> supervisors() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> ids = files.filter(file -> file.endsWith("id")).toList();
            List<Long> all = new ArrayList<>();
            for (Path id : ids) {
                all.addAll(LiveProcesses.marked(
                        "COUNCIL_SUPERVISOR=" + Files.readAllLines(id).get(0)));
            }
            return all;
        }
    }

    /** The processes of this bench that live. */
    List<Long> survivors() {
        return LiveProcesses.marked(mark);
    }

    /** A runner that looks often, so that tests need not wait. */
    static ZtCommandRunner runner(Duration grace, KillLevel level) {
        return new ZtCommandRunner(grace, ZtCommandRunner.DEFAULT_LEASE, LOOK_EVERY, level);
    }

    /** Nothing of ours runs, no file of ours is open, and nothing but the output and how it ended is left in the folder. */
    void assertNothingLeft() throws IOException {
        assertThat(survivors()).isEmpty();
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.map(file -> folder.relativize(file).toString())
                            .filter(file -> file.contains(".job/"))
                            .map(file -> file.substring(file.lastIndexOf('/') + 1)))
                    .isSubsetOf("id", "supervisor", "pid", "exit", "stopping", "unstarted");
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(supervisors()).isEmpty());
        // A reader that still holds its file after the end was told is one that still works.
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(openFiles()).isEmpty());
    }

    /** The files of the folder that this JVM holds open. */
    private List<Path> openFiles() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .map(Bench::target)
                    .filter(file -> file.startsWith(folder))
                    .toList();
        }
    }

    private static Path target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (IOException e) {
            return descriptor;
        }
    }

    static CommandResult result(List<CommandEvent> events) {
        return ((CommandEvent.Ended) events.get(events.size() - 1)).result();
    }

    static List<String> lines(List<CommandEvent> events, Channel channel) {
        return events.stream()
                .filter(CommandEvent.Line.class::isInstance)
                .map(CommandEvent.Line.class::cast)
                .filter(line -> line.channel() == channel)
                .map(CommandEvent.Line::text)
                .toList();
    }

    static List<String> stdout(List<CommandEvent> events) {
        return lines(events, Channel.STDOUT);
    }
}
