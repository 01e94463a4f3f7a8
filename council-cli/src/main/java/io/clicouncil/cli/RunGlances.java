package io.clicouncil.cli;

import io.clicouncil.cli.live.Glances;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.redaction.Redaction;
import io.clicouncil.workspace.ChangeSize;
import io.clicouncil.workspace.RepositoryState;
import io.clicouncil.workspace.WorkspaceProvider;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at agents through the door to git. What cannot be seen is not shown; no run suffers from it. */
final class RunGlances implements Glances {
    private final WorkspaceProvider workspaces;
    private final Function<Request, Optional<String>> output;
    private @Nullable RepositoryState repository;

    private RunGlances(WorkspaceProvider workspaces, Function<Request, Optional<String>> output) {
        this.workspaces = workspaces;
        this.output = output;
    }

    /** At the agents of a run of this process, which says itself what they do. */
    static Glances ofOurs(Invocation invocation) {
        return new RunGlances(invocation.workspaces(), request -> Optional.empty());
    }

    /** At the agents of a run of another process: what they print is in its files. */
    static Glances ofOthers(RunArchive archive) {
        Redaction redaction = archive.invocation().redaction();
        return new RunGlances(
                archive.invocation().workspaces(),
                request -> LastLine.of(archive.directory(request.runId())
                                .resolve(request.agent())
                                .resolve(String.valueOf(request.attempt()))
                                .resolve("stdout"))
                        .map(redaction::text));
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
        return output.apply(request);
    }
}
