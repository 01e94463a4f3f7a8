package io.clicouncil.worktrees;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Git's own lock on an index: while we hold it, no git command changes the index or, in good manners, the files. */
final class IndexLock implements AutoCloseable {
    private final Path index;
    private final Path lock;
    private boolean committed;

    private IndexLock(Path index, Path lock) {
        this.index = index;
        this.lock = lock;
    }

    /** Takes it, or refuses: a lock that somebody left behind is the user's to delete. */
    static IndexLock take(Path gitDirectory) throws IOException, Refusal {
        Path index = gitDirectory.resolve("index");
        Path lock = gitDirectory.resolve("index.lock");
        try {
            Files.createFile(lock);
        } catch (FileAlreadyExistsException taken) {
            throw new Refusal("Another git command is at work in this working tree: " + lock
                    + " exists. Try again when it" + " has ended; if it crashed, delete that file first.");
        }
        return new IndexLock(index, lock);
    }

    /** Writes what the index is to become. */
    void prepare(byte[] content) throws IOException {
        Files.write(lock, content, StandardOpenOption.TRUNCATE_EXISTING);
        if (Files.exists(index)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(index);
            Files.setPosixFilePermissions(lock, permissions);
        }
    }

    /** Makes what was prepared the index, by one rename. */
    void commit() throws IOException {
        Files.move(lock, index, StandardCopyOption.ATOMIC_MOVE);
        committed = true;
    }

    /** Gives the lock up; without {@link #commit()} the index is as it was. */
    @Override
    public void close() throws IOException {
        // After the rename a lock of that name is somebody else's.
        if (!committed) {
            Files.deleteIfExists(lock);
        }
    }
}
