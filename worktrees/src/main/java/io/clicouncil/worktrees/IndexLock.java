package io.clicouncil.worktrees;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Git's own lock on an index: while we hold it, no git command changes the index or, in good manners, the files. The lock
 * gets a second name that says whose it is: after a crash that proves that it is no git command's.
 */
final class IndexLock implements AutoCloseable {
    private static final String PROOF = "index.council-";

    private final Path index;
    private final Path lock;
    private final Path proof;
    private boolean committed;

    private IndexLock(Path gitDirectory, String runId) {
        this.index = gitDirectory.resolve("index");
        this.lock = gitDirectory.resolve("index.lock");
        this.proof = gitDirectory.resolve(PROOF + runId);
    }

    /** Takes it, or refuses: a lock that somebody left behind is the user's to delete. */
    static IndexLock take(Path gitDirectory, String runId) throws IOException, Refusal {
        IndexLock taken = new IndexLock(gitDirectory, runId);
        Files.deleteIfExists(taken.proof);
        Files.createFile(taken.proof);
        try {
            taken.createLock();
            return taken;
        } catch (FileAlreadyExistsException held) {
            throw new Refusal(whoHolds(gitDirectory, taken.lock));
        } finally {
            if (!isSame(taken.proof, taken.lock)) {
                Files.deleteIfExists(taken.proof);
            }
        }
    }

    private void createLock() throws IOException {
        try {
            Files.createLink(lock, proof);
        } catch (UnsupportedOperationException noLinks) {
            Files.createFile(lock);
        }
    }

    private static String whoHolds(Path gitDirectory, Path lock) throws IOException {
        for (Path file : Folders.list(gitDirectory)) {
            String name = file.getFileName().toString();
            if (name.startsWith(PROOF) && isSame(file, lock)) {
                return "The run " + name.substring(PROOF.length())
                        + " is applying a change here, or was killed while it"
                        + " did. Resume it or remove what it left, which puts your files right.";
            }
        }
        return "Another git command is at work in this working tree: " + lock
                + " exists. Try again when it has ended; if it crashed, delete that file first.";
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    }

    /** Gives up the lock of a dead run, if there is one and it is that run's. */
    static void release(Path gitDirectory, String runId) throws IOException {
        IndexLock left = new IndexLock(gitDirectory, runId);
        if (isSame(left.proof, left.lock)) {
            Files.deleteIfExists(left.lock);
        }
        Files.deleteIfExists(left.proof);
    }

    /**
     * Makes what a dead run prepared the index, if it had not.
     *
     * @return whether the index is what that run made it
     */
    static boolean complete(Path gitDirectory, String runId) throws IOException {
        IndexLock left = new IndexLock(gitDirectory, runId);
        if (isSame(left.proof, left.lock)) {
            left.commit();
            return true;
        }
        boolean done = !Files.exists(left.proof) || isSame(left.proof, left.index);
        Files.deleteIfExists(left.proof);
        return done;
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
        Files.deleteIfExists(proof);
    }

    /** Gives the lock up; without {@link #commit()} the index is as it was. */
    @Override
    public void close() throws IOException {
        // After the rename a lock of that name is somebody else's.
        if (!committed) {
            Files.deleteIfExists(lock);
            Files.deleteIfExists(proof);
        }
    }
}
