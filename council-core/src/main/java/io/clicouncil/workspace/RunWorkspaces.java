package io.clicouncil.workspace;

import java.nio.file.Path;
import java.util.List;
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
     * Leases a private linked worktree with a detached head. Leases made at once are made side by side, and each completes
     * as soon as its own worktree is ready.
     */
    Mono<Workspace> lease(LeaseRequest request);

    /**
     * Looks at what in the repository no agent may change, such as configuration, hooks and the user's branches, and puts
     * back what has changed. Asked before something runs that no walls hold back, and after it: the first time it only
     * learns how everything is.
     *
     * @return everything that was found since the first time, a sentence each, oldest first; empty where all is as it was
     */
    Mono<List<String>> inspect();

    /**
     * Puts a change into the user's branch or working tree: all of it, or nothing.
     *
     * @return what was done, or why it was refused and that everything is as it was
     */
    Mono<ApplyOutcome> apply(Change change, ApplyRequest request);

    /**
     * What a change consists of, as a unified diff in UTF-8.
     *
     * @param mostBytes how long it may be
     * @return the diff, or nothing where it is longer
     */
    Mono<String> diff(Change change, int mostBytes);

    /**
     * Releases what is still leased and gives up the run's lock. Closing twice is harmless.
     *
     * @return completes when no worktree of the run is registered any more
     */
    Mono<Void> close();

    /**
     * Gives up the run's lock and leaves everything else as it is, for whoever resumes the run: worktrees stay registered,
     * and nothing in them is touched. Harmless after {@link #close()}.
     */
    Mono<Void> detach();
}
