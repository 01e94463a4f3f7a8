package io.clicouncil.worktrees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Git's locks on the references of a run. A process that is killed while it moves one leaves its lock, mostly an empty
 * file, and nobody can move that reference again. Such a lock says nothing of its owner; but only the run itself has a
 * reason to lock these, and whoever holds the run's own lock knows that the run before is dead.
 */
final class ReferenceLocks {
    private final List<Path> folders;

    private ReferenceLocks(List<Path> folders) {
        this.folders = folders;
    }

    static ReferenceLocks of(Path commonDirectory, String runId) {
        return new ReferenceLocks(List.of(
                commonDirectory.resolve("refs/heads/council").resolve(runId),
                commonDirectory.resolve("refs/council").resolve(runId)));
    }

    /** Those that are there now. */
    List<Path> find() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            for (Path file : Folders.list(folder)) {
                if (String.valueOf(file.getFileName()).endsWith(".lock")
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    /**
     * Deletes them, and the folders that held nothing else. The run's own lock is held meanwhile, and nothing of the run
     * is under way.
     *
     * @return what was done, a sentence each
     */
    List<String> remove() throws IOException {
        List<String> done = new ArrayList<>();
        for (Path lock : find()) {
            Files.deleteIfExists(lock);
            done.add("Removed the lock " + lock + ".");
        }
        for (Path folder : folders) {
            Folders.deleteIfEmpty(folder);
        }
        return done;
    }
}
