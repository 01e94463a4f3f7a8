package io.clicouncil.adapters.process;

import io.clicouncil.adapters.proxy.NetworkProxy;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.CommandSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The private folder through which councils and one supervisor talk; {@code supervisor.sh} says what is in it. It lies
 * beside the command's standard output and has its name, so that whoever finds the one finds the other, and holds a copy
 * of the script, so that nothing that happens to our own files can disturb a command that runs for hours. When the command
 * is over it stays, with a few small files: a council that comes back reads there how it ended.
 */
final class Job {
    private static final String SUFFIX = ".job";
    private static final int TENTH_OF_A_SECOND_MILLIS = 100;
    private static final int LONGEST_MESSAGE = 200;

    /** The folder in it that a command sees which reaches some hosts alone. */
    static final String PROXY = "proxy";

    /** The program in that folder that leads there. */
    static final String RELAY = "relay";

    /** What only a command that runs needs, what is in a folder before that. */
    private static final List<String> WORKING_FILES = List.of(
            "supervisor.sh", "job", "control", "alive", PROXY + "/" + RELAY, PROXY + "/" + NetworkProxy.SOCKET, PROXY);

    /**
     * Becomes the supervisor, having written down which process that is before anything else runs. It enters the folder
     * once: should that be moved away or made anew, it starts nothing.
     */
    private static final String ENTER = """
            cd "$1" && read -r id <id && [ "$id" = "$2" ] || exit
            read -r stat </proc/self/stat
            read -r boot </proc/sys/kernel/random/boot_id
            set -C
            (
                umask 077
                echo "${stat:-$$}
            $boot" >supervisor
            ) || exit
            shift 2
            exec "$@"
            """;

    private final Path folder;
    private final String id;
    private final KillLevel level;
    private volatile @Nullable SupervisorId supervisor;
    private @Nullable FileChannel control;
    private @Nullable FileChannel alive;

    private Job(Path folder, String id, KillLevel level) {
        this.folder = folder;
        this.id = id;
        this.level = level;
    }

    /** Where the job folder of a command is. */
    static Path folder(CommandSpec spec) {
        return spec.stdout().toAbsolutePath().resolveSibling(spec.stdout().getFileName() + SUFFIX);
    }

    /** Whether a folder has such a name. */
    static boolean isNamedSo(Path folder) {
        return folder.getFileName().toString().endsWith(SUFFIX);
    }

    /**
     * Makes the folder, and the output files, empty.
     *
     * @param command what is executed, by its path and with its walls
     */
    static Job create(CommandSpec spec, List<String> command, KillLevel level) throws IOException {
        Job job = new Job(folder(spec), UUID.randomUUID().toString(), level);
        PrivateFiles.folder(job.folder);
        PrivateFiles.emptied(spec.stdout());
        PrivateFiles.emptied(spec.stderr());
        PrivateFiles.write(job.folder.resolve("id"), job.id + "\n" + level.name() + "\n");
        PrivateFiles.write(job.folder.resolve("supervisor.sh"), PrivateFiles.script());
        PrivateFiles.write(job.folder.resolve("job"), ShellText.job(spec, command, job.id));
        String room = " ".repeat(2 * LONGEST_MESSAGE) + "\n";
        PrivateFiles.write(job.folder.resolve("exit"), room);
        PrivateFiles.write(job.folder.resolve("stopping"), room);
        return job;
    }

    /** The job of a folder; empty where there is none that could have been begun. */
    static Optional<Job> find(Path folder) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("id"));
            return Optional.of(
                    new Job(folder, UUID.fromString(lines.get(0)).toString(), KillLevel.valueOf(lines.get(1))));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Where it is. */
    Path folder() {
        return folder;
    }

    /** By what means its tree is held. */
    KillLevel level() {
        return level;
    }

    /** The command line of the supervisor. */
    List<String> supervise(Duration grace, Duration lease) {
        List<String> command = KillLevel.bare(List.of("COUNCIL_SUPERVISOR=" + id));
        command.addAll(List.of(KillLevel.shell(), "-c", ENTER, "sh", folder.toString(), id));
        command.addAll(level.inside());
        command.addAll(List.of(
                "./supervisor.sh",
                id,
                Long.toString(grace.toMillis() / TENTH_OF_A_SECOND_MILLIS),
                Long.toString(Math.max(1, lease.toSeconds()))));
        return command;
    }

    /** The command line that ends what a killed supervisor left behind. */
    List<String> reap() throws IOException {
        Path script = folder.resolve("supervisor.sh");
        if (!Files.exists(script)) {
            PrivateFiles.write(script, PrivateFiles.script());
        }
        List<String> command = new ArrayList<>(KillLevel.bare(List.of()));
        command.addAll(KillLevel.ENVIRONMENT_SWEEP.inside());
        command.addAll(List.of(script.toString(), id, "reap"));
        return command;
    }

    /** Which process holds it, which never changes; empty where none was started, or has not said so yet. */
    Optional<SupervisorId> supervisor() {
        SupervisorId known = supervisor;
        if (known == null) {
            try {
                known = SupervisorId.parse(Files.readString(folder.resolve("supervisor")), id)
                        .orElse(null);
                supervisor = known;
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(known);
    }

    /** When its supervisor began, by the clock on the wall. */
    Instant begun() {
        return modified("supervisor").orElseGet(Instant::now);
    }

    /** When its supervisor wrote how it ended, by the clock on the wall. */
    Instant ended() {
        return modified("exit").orElseGet(Instant::now);
    }

    /** Keeps the supervisor from believing that no council is left. */
    synchronized void hold() {
        if (alive == null) {
            alive = pipe("alive");
        }
    }

    /**
     * Asks the supervisor to end the command.
     *
     * @return whether it can hear yet
     */
    synchronized boolean requestStop(Outcome.Wish wish) {
        if (control == null) {
            control = pipe("control");
        }
        if (control == null) {
            return false;
        }
        String line = wish.line();
        try {
            // Kept open until the end: a pipe that nobody holds forgets what was written to it.
            control.write(ByteBuffer.wrap(("stop " + line.substring(0, Math.min(LONGEST_MESSAGE, line.length())) + "\n")
                    .getBytes(StandardCharsets.UTF_8)));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** How it ended; empty where the supervisor runs, or was killed before it could say so. */
    Optional<Outcome> outcome() {
        try {
            return Optional.of(Outcome.parse(Files.readString(folder.resolve("exit"))));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether the command could not even be executed; some shells also say so of one that was ended just before. */
    boolean unstarted(Outcome outcome) {
        return outcome.ending() == Ending.EXITED && Files.exists(folder.resolve("unstarted"));
    }

    /** Removes what nobody needs when the command is over. */
    void clean() {
        close();
        WORKING_FILES.forEach(name -> PrivateFiles.delete(folder.resolve(name)));
    }

    /** Removes the folder of a command that does not run, if there is one: under another name first, so that it goes at once. */
    static void remove(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Path trash = folder.resolveSibling(folder.getFileName() + "." + UUID.randomUUID());
            Files.move(folder, trash);
            WORKING_FILES.forEach(name -> PrivateFiles.delete(trash.resolve(name)));
            try (Stream<Path> files = Files.list(trash)) {
                files.forEach(PrivateFiles::delete);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            // One that was about to begin there may still write: it has no job to run any more.
            PrivateFiles.delete(trash);
        }
    }

    private synchronized void close() {
        PrivateFiles.close(control);
        PrivateFiles.close(alive);
    }

    /**
     * Opens a pipe for reading too: for writing alone, one that nobody reads would hold us for ever. Where somebody put
     * something else in its place, nothing is written there.
     */
    private @Nullable FileChannel pipe(String name) {
        Path pipe = folder.resolve(name);
        try {
            return Files.readAttributes(pipe, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .isOther()
                    ? FileChannel.open(
                            pipe, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    private Optional<Instant> modified(String name) {
        try {
            return Optional.of(Files.getLastModifiedTime(folder.resolve(name)).toInstant());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
