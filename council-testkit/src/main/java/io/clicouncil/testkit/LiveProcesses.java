package io.clicouncil.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * Finds the processes that a test is answerable for: those whose environment carries a mark. Read from {@code /proc}, so
 * it sees them only on Linux.
 *
 * @since 0.1
 */
public final class LiveProcesses {
    private static final Path PROC = Path.of("/proc");
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private LiveProcesses() {}

    /** The name of an environment variable that no other test has. */
    public static String newMark() {
        return "COUNCIL_TEST_" + UUID.randomUUID().toString().replace('-', '_');
    }

    /** The ids of the processes that live and carry a mark. A zombie is dead. */
    public static List<Long> marked(String mark) {
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes
                    .map(process -> process.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .filter(pid -> carries(PROC.resolve(pid), mark))
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until as many as {@code least} live, or none where it is 0.
     *
     * @throws IllegalStateException where that has not come within {@code timeout}
     */
    public static void await(String mark, int least, Duration timeout) {
        Flux.interval(Duration.ZERO, LOOK_EVERY, Schedulers.boundedElastic())
                .onBackpressureDrop()
                .map(look -> marked(mark).size())
                // Nobody sees the environment of a process that is just starting a program, so "none" is seen twice.
                .buffer(2, 1)
                .filter(looks -> least == 0 ? looks.equals(List.of(0, 0)) : looks.get(0) >= least)
                .blockFirst(timeout);
    }

    private static boolean carries(Path process, String mark) {
        try {
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            String state = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            return environment.contains(mark)
                    && !state.substring(state.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            // It ended meanwhile, or is not ours to look at.
            return false;
        }
    }
}
