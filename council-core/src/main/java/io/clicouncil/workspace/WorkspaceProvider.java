package io.clicouncil.workspace;

import java.nio.file.Path;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The one door to git. Nothing happens before subscription, and no method blocks. Errors are
 * {@link io.clicouncil.failure.CouncilException}s whose message says what to do next.
 *
 * @since 0.1
 */
public interface WorkspaceProvider {

    /**
     * Looks at the repository that holds {@code directory}, without changing anything.
     *
     * @param directory any folder of a working tree
     * @param revision what to start from, in git's own words, for example {@code HEAD} or {@code main~2}
     * @return the repository with {@code revision} resolved to a commit; an error of reason {@code ENVIRONMENT} where
     *     there is no repository, no commit, no working tree, or a kind of repository that cannot be worked with
     */
    Mono<RepositoryState> inspect(Path directory, String revision);

    /**
     * Makes a commit of the user's working tree as it is now, uncommitted and untracked files included, ignored ones not.
     * Nothing of the user changes.
     *
     * @param runId the run that starts from it; the commit stays as long as the run's branches do
     * @return the same repository with that commit as its base, or as it was given where nothing is uncommitted
     */
    Mono<RepositoryState> snapshot(RepositoryState repository, String runId);

    /**
     * Begins a run, or goes on with one whose process is gone: takes the run's lock file, held until {@link RunWorkspaces#close()} or the end of this process.
     *
     * @param runId the run's id
     * @return an error of reason {@code USAGE} where the run goes on elsewhere
     */
    Mono<RunWorkspaces> open(RepositoryState repository, String runId);

    /** What runs of this repository have left or hold now, by run, the oldest first. Changes nothing. */
    Flux<RunRemains> remains(RepositoryState repository);

    /**
     * Removes what a run left whose process is gone: its worktrees and their administrative entries, locks and temporary
     * files, and a half-done apply, which is undone. Work that is on no branch is saved as a patch first. Processes must
     * have been ended before.
     *
     * @param branches whether its branches go as well
     * @return what was done, a sentence each, for a person
     */
    Flux<String> remove(RepositoryState repository, String runId, boolean branches);

    /**
     * Looks at what the files of a worktree of a run have become so far, while somebody may be writing them. Changes nothing,
     * starts no program, believes nothing that the worktree says of itself, and needs no lock, so any process may ask. It is
     * for showing to a person: files that are large count as files without lines, what git would convert is compared as it
     * lies there, and where very much has changed not every line is counted at once.
     *
     * @param runId the run
     * @param workspace the root of the worktree, as {@code WorkspaceLeased} names it
     * @return the size of the change against the commit that it was leased at; empty where there is no such worktree (any
     *     more), or where nothing can be told
     */
    default Mono<ChangeSize> glance(RepositoryState repository, String runId, Path workspace) {
        return Mono.empty();
    }
}
