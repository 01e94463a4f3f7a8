package io.clicouncil.workspace;

import java.nio.file.Path;
import reactor.core.publisher.Mono;

/**
 * The workspaces of one run, and the way back into the user's branch.
 *
 * @since 0.1
 */
public interface RunWorkspaces {

    /** The run's own state folder, absolute, below the common git directory; it stays when the run has ended. */
    Path directory();

    /**
     * Leases a private linked worktree with a detached head at {@code commit}. Leases made at once are made side by
     * side, and each completes as soon as its own worktree is ready.
     *
     * @param name what it is for, unique among the leases of the run that are held at a time: an agent's name, or one
     *     followed by {@code +} and a word
     * @param commit the full id of the commit
     */
    Mono<Workspace> lease(String name, String commit);

    /**
     * Puts a change into the user's branch or working tree: all of it, or nothing.
     *
     * @return what was done, or why it was refused and that everything is as it was
     */
    Mono<ApplyOutcome> apply(Change change, ApplyRequest request);

    /**
     * Releases what is still leased and gives up the run's lock. Closing twice is harmless.
     *
     * @return completes when no worktree of the run is registered any more
     */
    Mono<Void> close();
}
