package io.clicouncil.adapters.process;

import io.clicouncil.process.CommandSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The private folder through which we and one supervisor talk; {@code supervisor.sh} says what is in it. It lies beside
 * the command's standard output, so that whoever finds the one finds the other, and holds a copy of the script, so that
 * nothing that happens to our own files can disturb a command that runs for hours.
 */
final class Job {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int TENTH_OF_A_SECOND_MILLIS = 100;

    private final Path folder;
    private final String id;
    private final KillLevel level;
    private @Nullable FileChannel control;

    /**
     * How it ended, as the supervisor wrote it.
     *
     * @param exitCode the exit code as a shell gives it
     * @param stopped whether it ended after it was asked to
     * @param unstarted whether the command could not even be executed
     */
    record Outcome(int exitCode, boolean stopped, boolean unstarted) {}

    private Job(Path folder, String id, KillLevel level) {
        this.folder = folder;
        this.id = id;
        this.level = level;
    }

    /** Makes the folder, and the output files, empty. */
    static Job create(CommandSpec spec, Path executable, KillLevel level) throws IOException {
        Path parent = Objects.requireNonNull(spec.stdout().toAbsolutePath().getParent(), "the folder of stdout");
        Job job = new Job(
                Files.createTempDirectory(parent, "command-", OWNER_ONLY_FOLDER),
                UUID.randomUUID().toString(),
                level);
        empty(spec.stdout());
        empty(spec.stderr());
        write(job.folder.resolve("supervisor.sh"), script());
        write(job.folder.resolve("job"), ShellText.job(spec, executable, job.id).getBytes(StandardCharsets.UTF_8));
        return job;
    }

    /** The command line of the supervisor. */
    List<String> supervise(Duration grace) {
        return supervisor(level, Long.toString(grace.toMillis() / TENTH_OF_A_SECOND_MILLIS));
    }

    /** The command line that ends what a killed supervisor left behind. */
    List<String> reap() {
        List<String> command = KillLevel.ENVIRONMENT_SWEEP.prefix(List.of());
        command.addAll(List.of(folder.resolve("supervisor.sh").toString(), folder.toString(), id, "reap"));
        return command;
    }

    private List<String> supervisor(KillLevel heldBy, String grace) {
        List<String> command = heldBy.prefix(List.of("COUNCIL_SUPERVISOR=" + id));
        command.addAll(List.of(folder.resolve("supervisor.sh").toString(), folder.toString(), id, grace));
        return command;
    }

    /**
     * Asks the supervisor to end the command.
     *
     * @return whether it can hear yet
     */
    synchronized boolean requestStop() {
        try {
            if (control == null) {
                // For reading too: opened for writing alone, a pipe that nobody reads would hold us for ever.
                control =
                        FileChannel.open(folder.resolve("control"), StandardOpenOption.READ, StandardOpenOption.WRITE);
                // Kept open until the end: a pipe that nobody holds forgets what was written to it.
                control.write(ByteBuffer.wrap("stop\n".getBytes(StandardCharsets.US_ASCII)));
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** How it ended; empty where the supervisor was killed before it could say so. */
    Optional<Outcome> outcome() {
        try {
            String[] words = Files.readString(folder.resolve("exit")).strip().split(" ", -1);
            return Optional.of(new Outcome(
                    Integer.parseInt(words[0]), words[1].equals("stopped"), Files.exists(folder.resolve("unstarted"))));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Removes the folder. */
    synchronized void delete() {
        try {
            if (control != null) {
                control.close();
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        } catch (IOException | UncheckedIOException e) {
            // What cannot be removed is private and small, and goes with the folder of the run.
            return;
        }
    }

    private static byte[] script() throws IOException {
        try (InputStream script = Job.class.getResourceAsStream("supervisor.sh")) {
            if (script == null) {
                throw new NoSuchFileException("supervisor.sh");
            }
            return script.readAllBytes();
        }
    }

    private static void empty(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, OWNER_ONLY);
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createFile(file, OWNER_ONLY);
        Files.write(file, content);
    }
}
