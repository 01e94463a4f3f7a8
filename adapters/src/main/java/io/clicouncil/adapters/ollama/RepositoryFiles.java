package io.clicouncil.adapters.ollama;

import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.adapters.edits.EditPath;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The files that a model may be shown: those that git knows or would add, below the folder to work in. */
final class RepositoryFiles {
    private static final List<String> LIST = List.of(
            "git", "-c", "core.fsmonitor=false", "ls-files", "-z", "--cached", "--others", "--exclude-standard");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MOST_FILES = 20_000;
    private static final long LARGEST_LIST = 16L << 20;
    private static final long LARGEST_FILE = 256L << 10;

    private final List<String> paths;
    private final EditPath folder;

    private RepositoryFiles(List<String> paths, EditPath folder) {
        this.paths = paths;
        this.folder = folder;
    }

    /** Asks git; a folder that is no repository has no files to show. Reads happen on a thread that may block. */
    static Mono<RepositoryFiles> of(TaskAssignment assignment, CommandRunner commands) {
        Path list = assignment.files().resolve("repository-files");
        Map<String, String> environment = new HashMap<>(assignment.environment());
        environment.put("GIT_OPTIONAL_LOCKS", "0");
        CommandSpec spec = new CommandSpec(
                LIST,
                assignment.directory(),
                environment,
                null,
                list,
                assignment.files().resolve("repository-files.errors"),
                CommandLimits.time(TIMEOUT),
                assignment.stop());
        return commands.run(spec)
                .ofType(CommandEvent.Ended.class)
                .next()
                .map(CommandEvent.Ended::result)
                .publishOn(Schedulers.boundedElastic())
                .flatMap(result -> Mono.fromCallable(() -> new RepositoryFiles(
                        listed(result, list),
                        new EditPath(assignment.directory().toRealPath()))))
                .onErrorMap(
                        IOException.class,
                        error -> new CutShort(Failure.of(FailureKind.CRASHED, "the workspace could not be read")));
    }

    private static List<String> listed(CommandResult result, Path list) throws IOException {
        if (!result.succeeded() || Files.size(list) > LARGEST_LIST) {
            return List.of();
        }
        String names = new String(Files.readAllBytes(list), StandardCharsets.UTF_8);
        return Stream.of(names.split("\0", -1))
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .limit(MOST_FILES)
                .toList();
    }

    /** All of them, in order. */
    List<String> paths() {
        return paths;
    }

    /** What a file says, where it is a text of a size that can be shown and no link is on the way to it. */
    Optional<String> text(String path) {
        return folder.existing(path).flatMap(RepositoryFiles::read);
    }

    private static Optional<String> read(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            // No text in UTF-8, gone, or not readable: then it is not shown.
            return Optional.empty();
        }
    }
}
