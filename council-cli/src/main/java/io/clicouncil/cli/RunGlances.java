package io.clicouncil.cli;

import io.clicouncil.cli.live.Glances;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.workspace.ChangeSize;
import io.clicouncil.workspace.RepositoryState;
import io.clicouncil.workspace.WorkspaceProvider;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at agents through the door to git. What cannot be seen is not shown; no run suffers from it. */
final class RunGlances implements Glances {
    private final WorkspaceProvider workspaces;
    private @Nullable RepositoryState repository;

    private RunGlances(WorkspaceProvider workspaces) {
        this.workspaces = workspaces;
    }

    /** At the agents of a run of this process, which says itself what they do. */
    static Glances ofOurs(Invocation invocation) {
        return new RunGlances(invocation.workspaces());
    }

    @Override
    public Optional<ChangeSize> change(Request request) {
        try {
            RepositoryState known = repository;
            if (known == null) {
                known = workspaces.inspect(Path.of(request.root()), "HEAD").block();
                repository = known;
            }
            return known == null
                    ? Optional.empty()
                    : workspaces
                            .glance(known, request.runId(), request.workspace())
                            .blockOptional();
        } catch (CouncilException unseen) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> output(Request request) {
        return Optional.empty();
    }
}
