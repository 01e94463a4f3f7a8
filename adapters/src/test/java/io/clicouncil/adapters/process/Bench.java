package io.clicouncil.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clicouncil.process.Channel;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.StopSignal;
import io.clicouncil.testkit.LiveProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A place to run commands in, each of whose processes can be recognised as ours. */
final class Bench {
    static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

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
        return new CommandSpec(command, directory, environment, stdin, file("out"), file("err"), timeout, stop);
    }

    String mark() {
        return mark;
    }

    String stdout() throws IOException {
        return Files.readString(file("out"));
    }

    /** The processes of this bench that live. */
    List<Long> survivors() {
        return LiveProcesses.marked(mark);
    }

    /** Nothing of ours runs, no file of ours is open, and nothing but the output is left in the folder. */
    void assertNothingLeft() throws IOException {
        assertThat(survivors()).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("command-")))
                    .isEmpty();
        }
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
