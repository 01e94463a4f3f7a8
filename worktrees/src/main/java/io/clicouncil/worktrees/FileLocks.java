package io.clicouncil.worktrees;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Locks that hold between processes and within one. The kernel gives up a lock on a file when its process ends, however
 * it ends, which makes it the test of whether somebody is alive. But it belongs to the process: a second attempt in this
 * JVM would throw instead of wait, and closing any other descriptor of the file would drop the lock. So this JVM knows
 * which files it has open, and never opens one twice.
 */
final class FileLocks {
    /** One entry for each file that was ever locked; as the kernel's locks do, it spans the whole process. */
    private static final Map<Path, Semaphore> IN_PROCESS = new ConcurrentHashMap<>();

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int PAUSES = 10;

    private FileLocks() {}

    /** A lock that is held. */
    static final class Held implements AutoCloseable {
        private final Path file;
        private final FileChannel channel;
        private final Semaphore inProcess;
        private boolean closed;

        private Held(Path file, FileChannel channel, Semaphore inProcess) {
            this.file = file;
            this.channel = channel;
            this.inProcess = inProcess;
        }

        /** Deletes the file and gives up the lock. Whoever opened it in between finds it gone, and tries again. */
        synchronized void delete() throws IOException {
            if (!closed) {
                Files.deleteIfExists(file);
                close();
            }
        }

        /** Gives up the lock. Closing twice is harmless. */
        @Override
        public synchronized void close() throws IOException {
            if (!closed) {
                closed = true;
                try {
                    channel.close();
                } finally {
                    inProcess.release();
                }
            }
        }
    }

    /** Waits for the lock. */
    static Held lock(Path file) throws IOException {
        Semaphore inProcess = semaphore(file);
        inProcess.acquireUninterruptibly();
        @Nullable Held held = open(file, inProcess, true);
        if (held == null) {
            throw new IOException("no lock on " + file);
        }
        return held;
    }

    /** Takes the lock if nobody holds it, else answers null. */
    static @Nullable Held tryLock(Path file) throws IOException {
        Semaphore inProcess = semaphore(file);
        return inProcess.tryAcquire() ? open(file, inProcess, false) : null;
    }

    /** The same with a little patience, since whoever asks whether it is held holds it for a moment. */
    static @Nullable Held tryLockPatiently(Path file) throws IOException {
        @Nullable Held held = tryLock(file);
        for (int i = 0; held == null && i < PAUSES; i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            held = tryLock(file);
        }
        return held;
    }

    /** Whether somebody holds it. Makes no file and leaves one that is there. */
    static boolean isHeld(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        @Nullable Held held = tryLock(file);
        if (held != null) {
            held.close();
        }
        return held == null;
    }

    private static Semaphore semaphore(Path file) throws IOException {
        Path folder = Folders.makePrivate(Folders.parentOf(file));
        return IN_PROCESS.computeIfAbsent(folder.toRealPath().resolve(file.getFileName()), unknown -> new Semaphore(1));
    }

    private static @Nullable Held open(Path file, Semaphore inProcess, boolean wait) throws IOException {
        @Nullable Held held = null;
        try {
            for (boolean lost = true; lost; ) {
                @Nullable Object before = keyOf(file);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                @Nullable FileLock lock = null;
                try {
                    lock = wait ? channel.lock() : channel.tryLock();
                    // Whoever held it may have deleted the file: then this is a lock on something without a name.
                    lost = lock != null && (before == null || !before.equals(keyOf(file)));
                    if (lock != null && !lost) {
                        held = new Held(file, channel, inProcess);
                    }
                } finally {
                    if (held == null) {
                        channel.close();
                    }
                }
            }
            return held;
        } finally {
            if (held == null) {
                inProcess.release();
            }
        }
    }

    private static @Nullable Object keyOf(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException none) {
            return null;
        }
    }
}
