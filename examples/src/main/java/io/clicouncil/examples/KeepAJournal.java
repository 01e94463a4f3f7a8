package io.clicouncil.examples;

import io.clicouncil.Council;
import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.config.HostEnvironment;
import io.clicouncil.history.History;
import io.clicouncil.history.SqliteJournal;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Check;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.testkit.Script;
import io.clicouncil.testkit.ScriptedAdapter;
import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.ConflictRule;
import io.clicouncil.worktrees.GitWorkspaceProvider;
import java.nio.file.Path;
import java.util.Objects;

/** Keeps a run in the repository's journal, applies its winner, and looks back. Arguments: a repository, a folder for worktrees. */
public final class KeepAJournal {
    private KeepAJournal() {}

    /** Runs it. */
    public static void main(String[] args) {
        Path repository = Path.of(args[0]);
        CommandRunner commands = new ZtCommandRunner();
        var workspaces = new GitWorkspaceProvider(Path.of(args[1]), commands, HostEnvironment.current());
        CouncilTask task = CouncilTask.of("write the notes", repository)
                .agents(Agent.of(
                        "clerk",
                        ScriptedAdapter.named("scripted")
                                .attempt(Script.begin()
                                        .write("notes.txt", "noted\n")
                                        .spend("0.05"))))
                .checks(Check.shell("test -s notes.txt"))
                .build();
        // A run that was cut off could be gone on with by Council.resume, in another process as well.
        try (SqliteJournal journal = SqliteJournal.open(repository.resolve(".git"))) {
            Council council = Council.of(workspaces, commands).journal(journal).build();
            AggregatedResult result = Objects.requireNonNull(council.run(task).block());
            council.apply(result.runId(), repository, null, ApplyMode.SQUASH, ConflictRule.REFUSE, false)
                    .block();
        }
        History.of(repository.resolve(".git"))
                .runs(10)
                .forEach(run -> System.out.println(run.status() + ": " + run.task() + ", by " + run.winner()));
    }
}
