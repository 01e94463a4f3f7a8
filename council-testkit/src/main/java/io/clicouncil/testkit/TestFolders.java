package io.clicouncil.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Takes folders of tests away. */
final class TestFolders {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private TestFolders() {}

    /** Deletes a tree, again and again: after a cancellation a runner may still be writing its last notes. */
    static void delete(Path tree, Duration timeout) {
        Flux.interval(Duration.ZERO, LOOK_EVERY, Schedulers.boundedElastic())
                .onBackpressureDrop()
                .filter(look -> deleted(tree))
                .blockFirst(timeout);
    }

    private static boolean deleted(Path tree) {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(path);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return !Files.exists(tree);
        }
    }
}
