package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.workspace.ChangeSize;
import io.clicouncil.workspace.RepositoryState;
import io.clicouncil.workspace.RunRemains;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.WorkspaceProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Workspaces as linked worktrees of the user's git repository, made and read with JGit. The git command is used only where
 * files are converted on their way (filters, line ends, encodings), for snapshots and for patches, and never inside a
 * folder that an agent could write.
 *
 * <p>Worktrees lie in {@code <workspaces>/<repository>-<hash>/<run>/<name>}, the council's own state in {@code council/}
 * below the repository's common git directory. Work happens on {@code Schedulers.boundedElastic()}; cancelling a
 * subscription does not interrupt work that has begun.
 *
 * @since 0.1
 */
public final class GitWorkspaceProvider implements WorkspaceProvider {
    private final Path workspaces;
    private final CommandRunner runner;
    private final Map<String, String> environment;
    private final Glances glances = new Glances();

    /**
     * A provider of workspaces.
     *
     * @param workspaces the absolute folder below which worktrees are made, outside of any repository; need not be there
     * @param runner starts the git command
     * @param environment what the git command gets of the environment; its {@code HOME} and {@code XDG_CONFIG_HOME} also
     *     say where the user's git settings are, and its {@code MAVEN_ARGS} is kept in that of workspaces
     */
    public GitWorkspaceProvider(Path workspaces, CommandRunner runner, Map<String, String> environment) {
        if (!workspaces.isAbsolute()) {
            throw new IllegalArgumentException("the folder of the workspaces is not absolute: " + workspaces);
        }
        this.workspaces = workspaces;
        this.runner = runner;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Mono<RepositoryState> inspect(Path directory, String revision) {
        return Blocking.call(() -> new Inspector(environment).inspect(directory, revision));
    }

    @Override
    public Mono<RepositoryState> snapshot(RepositoryState repository, String runId) {
        return Blocking.call(() -> withRun(repository, runId, run -> new Snapshot(run).of(repository)));
    }

    @Override
    public Mono<RunWorkspaces> open(RepositoryState repository, String runId) {
        return Blocking.call(() -> openNow(repository, runId));
    }

    @Override
    public Flux<RunRemains> remains(RepositoryState repository) {
        return Blocking.call(() -> Remains.of(places(repository), repository.commonDirectory()))
                .flatMapIterable(found -> found);
    }

    @Override
    public Flux<String> remove(RepositoryState repository, String runId, boolean branches) {
        return Blocking.call(() -> withRun(repository, runId, run -> new Removal(run).remove(branches)))
                .flatMapIterable(done -> done);
    }

    @Override
    public Mono<ChangeSize> glance(RepositoryState repository, String runId, Path workspace) {
        return Blocking.call(() -> {
                    RepositoryLayout layout = RepositoryLayout.find(repository.root());
                    Settings settings = Settings.load(layout, environment);
                    RunContext run = RunContext.looking(
                            runId, Places.of(workspaces, layout), layout, settings, runner, environment);
                    try {
                        return Optional.ofNullable(glances.at(run, workspace));
                    } finally {
                        run.repository().close();
                    }
                })
                .flatMap(Mono::justOrEmpty);
    }

    private Places places(RepositoryState state) throws IOException {
        return Places.of(workspaces, RepositoryLayout.find(state.root()));
    }

    private interface RunWork<T> {
        T with(RunContext run) throws IOException;
    }

    /** Does something while the run's lock is held, and gives it up. */
    private <T> T withRun(RepositoryState state, String runId, RunWork<T> work) throws IOException {
        FileLocks.Held lock = lock(places(state), runId);
        try {
            RunContext run = context(state, runId);
            try {
                return work.with(run);
            } finally {
                run.repository().close();
                Folders.delete(run.stage());
                Folders.deleteIfEmpty(Folders.parentOf(run.stage()));
                Folders.deleteIfEmpty(run.directory());
            }
        } finally {
            lock.delete();
        }
    }

    private RunWorkspaces openNow(RepositoryState state, String runId) throws IOException {
        FileLocks.Held lock = lock(places(state), runId);
        try {
            RunContext run = context(state, runId);
            Interruption.of(run).settle();
            ReferenceLocks.of(run.layout().commonDirectory(), runId).remove();
            LeaseQueue leases = new LeaseQueue(run, IgnoreRules.general(run.layout(), run.settings()));
            return new GitRunWorkspaces(run, lock, leases, leftovers(run.places()));
        } catch (IOException | RuntimeException failed) {
            lock.delete();
            throw failed;
        }
    }

    private RunContext context(RepositoryState state, String runId) throws IOException {
        RepositoryLayout layout = RepositoryLayout.find(state.root());
        Settings settings = Settings.load(layout, environment);
        Gate.check(layout, settings);
        return RunContext.open(runId, Places.of(workspaces, layout), layout, settings, runner, environment);
    }

    private static FileLocks.Held lock(Places places, String runId) throws IOException {
        if (!Places.isRunId(runId)) {
            throw CouncilException.usage("`" + runId + "` is no id for a run.");
        }
        FileLocks.@Nullable Held lock = FileLocks.tryLockPatiently(places.lock(runId));
        if (lock == null) {
            throw CouncilException.usage(
                    "The run " + runId + " is going on already, here or in another process. Stop it first.");
        }
        return lock;
    }

    /** What ended runs left for deletion: whoever can take a run's lock knows that its process is dead. */
    private static List<Path> leftovers(Places places) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path parent : List.of(places.stages(), places.trashes())) {
            for (Path run : Folders.list(parent)) {
                if (!FileLocks.isHeld(places.lock(String.valueOf(run.getFileName())))) {
                    found.add(run);
                }
            }
        }
        return found;
    }
}
