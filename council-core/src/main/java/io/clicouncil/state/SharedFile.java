package io.clicouncil.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A small text that all processes of a user share. It is replaced as a whole, so that a reader never sees half of it; a lock
 * file beside it lets one process at a time change it. Both are private to the user. Its methods block.
 *
 * @since 0.1
 */
public final class SharedFile {
    private static final long LARGEST_BYTES = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Set<StandardOpenOption> LOCK_OPTIONS =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

    private final Path file;
    private final Duration patience;

    /**
     * What a change makes of the text.
     *
     * @param answer what the change says to whoever asked for it
     * @param text what replaces the text, or null to leave it as it is
     * @param <T> the kind of answer
     * @since 0.1
     */
    public record Step<T>(T answer, @Nullable String text) {}

    /** The file of this path; its folder is made when it is needed. */
    public SharedFile(Path file) {
        this(file, PATIENCE);
    }

    /**
     * The file of this path.
     *
     * @param patience how long others may hold it
     */
    public SharedFile(Path file, Duration patience) {
        this.file = file.toAbsolutePath();
        this.patience = Objects.requireNonNull(patience, "patience");
    }

    /** The text as it is now; null where there is none, or none that could be of ours. */
    public @Nullable String read() {
        try {
            return text();
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** A byte that is no text spoils its own line, not all of them. */
    private @Nullable String text() throws IOException {
        return Files.exists(file) && Files.size(file) <= LARGEST_BYTES
                ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                : null;
    }

    /**
     * Changes the text; nobody else does so meanwhile.
     *
     * @param step makes the new text of the old one, which is null where there is none, or none that could be of ours
     * @return the answer of the step
     * @throws IOException where it cannot be read or written, or somebody holds the lock for long
     */
    public <T> T change(Function<@Nullable String, Step<T>> step) throws IOException {
        // Two of them in one process: a lock of the file would not make the second wait.
        synchronized (SharedFile.class) {
            PrivateFiles.makeFolder(folder());
            Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lockFile, LOCK_OPTIONS, PrivateFiles.onlyOurs("rw-------"))) {
                awaitLock(channel);
                Step<T> made = step.apply(text());
                if (made.text() != null) {
                    write(made.text());
                }
                return made.answer();
            } catch (UncheckedIOException noFile) {
                throw noFile.getCause();
            }
        }
    }

    private Path folder() {
        return Objects.requireNonNull(file.getParent());
    }

    /** Waits for a process that is between reading and writing; one that was halted there is not waited for. */
    private void awaitLock(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (tryLock(channel) == null) {
            if (System.nanoTime() >= deadline) {
                throw new IOException("somebody holds the lock of " + file + " for long");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private void write(String text) throws IOException {
        // Such files are private from the start.
        Path next = Files.createTempFile(folder(), String.valueOf(file.getFileName()), ".tmp");
        try {
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }
}
