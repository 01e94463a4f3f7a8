package io.clicouncil.workspace;

import io.clicouncil.process.Mount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * A private checkout, leased for one purpose and released exactly once.
 *
 * @since 0.1
 */
public interface Workspace {

    /** Its root, absolute. */
    Path directory();

    /**
     * What a process that works in it gets in its environment on top of everything else: where it is, and ports that
     * nobody else is given meanwhile ({@code COUNCIL_WORKSPACE}, {@code COUNCIL_PORT_FIRST}, {@code COUNCIL_PORT_COUNT}).
     */
    Map<String, String> environment();

    /**
     * What a process behind walls sees of it: its files, and a git directory of its own in place of the repository's, in
     * which it may do what it likes and which nobody else ever reads. The same until it is reset or released.
     */
    Mono<View> view();

    /**
     * What a process behind walls sees.
     *
     * @param mounts the places, what comes later over what comes before
     * @param layers an absolute folder for what such processes write into layers, which need not be there
     * @since 0.1
     */
    record View(List<Mount> mounts, Path layers) {
        /** Takes a copy. */
        public View {
            mounts = List.copyOf(mounts);
        }
    }

    /**
     * Brings it back to the state in which it was leased: files, index, head, what is provided, and nothing that somebody
     * left behind, ignored files included.
     *
     * @param saved a file that takes what is lost by that, as a patch against the commit; not made where nothing is
     */
    Mono<Void> reset(Path saved);

    /**
     * Takes it as it is now for the place that the agent gets: what setup commands made of a file is no change, as long as
     * the file stays so. Holds until it is reset.
     */
    Mono<Void> settle();

    /**
     * Reads what its files have become and makes one commit of it on a branch. What an agent did to get there (commits,
     * branches, an open merge) does not matter; what the base ignores, what was provided and
     * what was there when it was settled is left out. Capturing again
     * into the same branch is harmless where the files are the same, and moves the branch where they are not.
     *
     * @return the change against the commit that it was leased at, {@linkplain Change#isEmpty() empty} where there is none
     */
    Mono<Change> capture(CaptureRequest request);

    /** Gives it back. It is no worktree any more; its files are deleted, at the latest some time later. */
    Mono<Void> release();
}
