package io.clicouncil.cli;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.History;
import io.clicouncil.history.RunEntry;
import io.clicouncil.history.SqliteJournal;
import io.clicouncil.text.Nearest;
import io.clicouncil.upkeep.Leftover;
import io.clicouncil.workspace.RepositoryState;
import io.clicouncil.workspace.RunRemains;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The runs of the repository that the user stands in. */
final class RunArchive {
    private static final Pattern JUDGE = Pattern.compile("[A-Za-z0-9._-]+\\+judge");

    private final Invocation invocation;
    private final RepositoryState repository;

    private RunArchive(Invocation invocation, RepositoryState repository) {
        this.invocation = invocation;
        this.repository = repository;
    }

    /** The runs of the repository that holds the folder of the command, whatever is wrong with its configuration. */
    static RunArchive of(CouncilCommand council) {
        Invocation invocation = Invocation.tolerant(
                council,
                problem -> council.terminal()
                        .complain(problem
                                + "; until that is mended, defaults count for 'workspaces', 'history', 'apply'"));
        return new RunArchive(invocation, invocation.repository("HEAD"));
    }

    Invocation invocation() {
        return invocation;
    }

    RepositoryState repository() {
        return repository;
    }

    /** Whether a folder is in a working tree of the repository. */
    boolean holds(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try {
            RepositoryState there = Objects.requireNonNull(
                    invocation.workspaces().inspect(folder, "HEAD").block());
            return there.commonDirectory().equals(repository.commonDirectory());
        } catch (CouncilException noRepository) {
            return false;
        }
    }

    /** What has been recorded, to read. */
    History history() {
        return History.of(repository.commonDirectory());
    }

    /** What has been recorded, to go on with. */
    SqliteJournal journal() {
        return SqliteJournal.open(repository.commonDirectory());
    }

    /**
     * The id of a run.
     *
     * @param asked an id, a prefix of one that is unique, or {@code latest}
     * @throws CouncilException where there is none or more than one
     */
    String find(String asked) {
        return history().find(asked);
    }

    /** The run that is meant by an id, a prefix of one that is unique, or {@code latest}. */
    RunEntry run(String asked) {
        History history = history();
        return Objects.requireNonNull(history.run(history.find(asked)));
    }

    /** The ids of the runs whose process lives. */
    Set<String> alive() {
        return Objects.requireNonNull(invocation
                .workspaces()
                .remains(repository)
                .filter(RunRemains::alive)
                .map(RunRemains::runId)
                .collect(Collectors.toSet())
                .block());
    }

    /** Refuses an agent that was not asked in a run. */
    static void requireAgent(RunEntry run, String agent) {
        if (!run.agents().contains(agent)) {
            throw CouncilException.usage("run " + run.id() + ": " + Nearest.unknown("agent", agent, run.agents()));
        }
    }

    /** The folder with the attempts of an agent in a run, or of its judge, who is called {@code NAME+judge} there. */
    Path attempts(RunEntry run, String agent) {
        if (!JUDGE.matcher(agent).matches()) {
            requireAgent(run, agent);
        }
        return directory(run.id()).resolve(agent);
    }

    /** The folder of a run's files. */
    Path directory(String runId) {
        return repository.commonDirectory().resolve("council/runs").resolve(runId);
    }

    /** What is there of all runs. */
    List<Leftover> leftovers(SqliteJournal journal) {
        return Objects.requireNonNull(
                invocation.upkeep(journal).look(repository).collectList().block());
    }

    /** What is there of one run, or null where there is nothing. */
    @Nullable
    Leftover leftover(SqliteJournal journal, String runId) {
        return leftovers(journal).stream()
                .filter(leftover -> leftover.remains().runId().equals(runId))
                .findFirst()
                .orElse(null);
    }
}
