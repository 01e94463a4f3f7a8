package io.clicouncil.workspace;

import java.nio.file.Path;
import reactor.core.publisher.Mono;

/**
 * A private checkout, leased for one purpose and released exactly once.
 *
 * @since 0.1
 */
public interface Workspace {

    /** The name that it was leased under. */
    String name();

    /** Its root, absolute. */
    Path directory();

    /**
     * Brings it back to the commit that it was leased at: files, index, head, and nothing that somebody left behind,
     * ignored files included.
     */
    Mono<Void> reset();

    /**
     * Reads what its files have become and makes one commit of it on a branch. What an agent did to get there (commits,
     * branches, an open merge) does not matter; what the base ignores is left out.
     *
     * @return the change against the commit that it was leased at, {@linkplain Change#isEmpty() empty} where there is none
     */
    Mono<Change> capture(CaptureRequest request);

    /** Gives it back. It is no worktree any more; its files are deleted, at the latest some time later. */
    Mono<Void> release();
}
