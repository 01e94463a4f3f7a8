package io.clicouncil.workspace;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What one run has left in a repository, or holds while it goes on.
 *
 * @param runId the run
 * @param alive whether its process lives, as the kernel says of its lock
 * @param directory its state folder, absolute; may be gone
 * @param worktrees the roots of its worktrees, absolute, registered or not
 * @param branches the short names of its branches
 * @param halfApplied whether it ended while it was changing the user's files
 * @param temporary whether there are locks or temporary files of it
 * @since 0.1
 */
public record RunRemains(
        String runId,
        boolean alive,
        Path directory,
        List<Path> worktrees,
        List<String> branches,
        boolean halfApplied,
        boolean temporary) {

    /** Checks the parts and takes copies. */
    public RunRemains {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(directory, "directory");
        worktrees = List.copyOf(worktrees);
        branches = List.copyOf(branches);
    }

    /** Whether something is left that does not belong to a run that has ended well. */
    public boolean untidy() {
        return !alive && (!worktrees.isEmpty() || halfApplied || temporary);
    }
}
