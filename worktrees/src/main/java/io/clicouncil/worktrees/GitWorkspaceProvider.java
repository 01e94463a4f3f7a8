package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.workspace.RepositoryState;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.WorkspaceProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Workspaces as linked worktrees of the user's git repository, made and read with JGit. The git command is used only where
 * files are converted on their way (filters, line ends, encodings), and never inside a folder that an agent could write.
 *
 * <p>Worktrees lie in {@code <workspaces>/<repository>-<hash>/<run>/<name>}, the council's own state in {@code council/}
 * below the repository's common git directory. Work happens on {@code Schedulers.boundedElastic()}; cancelling a
 * subscription does not interrupt work that has begun.
 *
 * @since 0.1
 */
public final class GitWorkspaceProvider implements WorkspaceProvider {
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    private final Path workspaces;
    private final CommandRunner runner;
    private final Map<String, String> environment;

    /**
     * A provider of workspaces.
     *
     * @param workspaces the absolute folder below which worktrees are made, outside of any repository; need not be there
     * @param runner starts the git command
     * @param environment what the git command gets of the environment; its {@code HOME} and {@code XDG_CONFIG_HOME} also
     *     say where the user's git settings are
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
    public Mono<RunWorkspaces> open(RepositoryState repository, String runId) {
        return Blocking.call(() -> openNow(repository, runId));
    }

    private RunWorkspaces openNow(RepositoryState state, String runId) throws IOException {
        if (!RUN_ID.matcher(runId).matches()) {
            throw CouncilException.usage("`" + runId + "` is no id for a run.");
        }
        RepositoryLayout layout = RepositoryLayout.find(state.root());
        Settings settings = Settings.load(layout, environment);
        Gate.check(layout, settings);
        Path folder = repositoryFolder(layout);
        Path council = layout.commonDirectory().resolve("council");
        Path lockFile = council.resolve("runs").resolve(runId + ".lock");
        FileLocks.@Nullable Held lock = FileLocks.tryLock(lockFile);
        if (lock == null) {
            throw CouncilException.usage("The run " + runId + " is going on already, here or in another process.");
        }
        try {
            Path directory = Files.createDirectories(council.resolve("runs").resolve(runId));
            Repository repository = Inspector.open(layout.commonDirectory());
            Path stage = council.resolve("stage").resolve(runId);
            RunContext run = new RunContext(
                    runId,
                    directory,
                    layout,
                    settings,
                    repository,
                    new NativeGit(runner, environment, layout, stage, directory, settings.filters()),
                    folder.resolve(runId),
                    stage,
                    folder.resolve("trash").resolve(runId));
            LeaseQueue leases = new LeaseQueue(run, IgnoreRules.general(layout, settings));
            List<Path> leftovers = leftovers(council, folder);
            return new GitRunWorkspaces(run, lock, leases, leftovers);
        } catch (IOException | RuntimeException failed) {
            lock.delete();
            throw failed;
        }
    }

    /** One folder for each repository, by a name that a person knows again. */
    private Path repositoryFolder(RepositoryLayout layout) throws IOException {
        Files.createDirectories(workspaces);
        Path real = workspaces.toRealPath();
        if (real.startsWith(layout.root()) || real.startsWith(layout.commonDirectory())) {
            throw CouncilException.usage("The folder for workspaces, " + real
                    + ", lies inside the repository. Choose one" + " outside of it.");
        }
        byte[] hash = Constants.newMessageDigest()
                .digest(layout.commonDirectory().toString().getBytes(StandardCharsets.UTF_8));
        String name = String.valueOf(layout.root().getFileName()).replaceAll("[^A-Za-z0-9._-]", "_");
        return real.resolve(name + "-" + HexFormat.of().formatHex(hash, 0, 4));
    }

    /** What ended runs left for deletion: whoever can take a run's lock knows that its process is dead. */
    private static List<Path> leftovers(Path council, Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path parent : List.of(council.resolve("stage"), folder.resolve("trash"))) {
            if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            try (DirectoryStream<Path> runs = Files.newDirectoryStream(parent)) {
                for (Path run : runs) {
                    FileLocks.@Nullable Held dead =
                            FileLocks.tryLock(council.resolve("runs").resolve(run.getFileName() + ".lock"));
                    if (dead != null) {
                        dead.delete();
                        found.add(run);
                    }
                }
            }
        }
        return found;
    }
}
