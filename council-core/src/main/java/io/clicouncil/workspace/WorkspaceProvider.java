package io.clicouncil.workspace;

import java.nio.file.Path;
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
     * Begins a run: takes the run's lock file, held until {@link RunWorkspaces#close()} or the end of this process.
     *
     * @param runId the run's id, not in use
     */
    Mono<RunWorkspaces> open(RepositoryState repository, String runId);
}
