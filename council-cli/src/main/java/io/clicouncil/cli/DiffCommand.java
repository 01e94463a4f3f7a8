package io.clicouncil.cli;

import io.clicouncil.cli.view.HarmlessOutput;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.RunEntry;
import io.clicouncil.worktrees.GitPatches;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What an agent changed. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Prints what an agent changed in a run, as a patch against the commit that it started from.",
        footer = {
            "",
            "Of binary files it says only that they differ; 'git diff --binary' has the rest.",
        })
final class DiffCommand implements Callable<Integer> {
    @ParentCommand
    private CouncilCommand council;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, the beginning of it, or 'latest'.")
    private String word;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "AGENT",
            description = "Whose change (default: the winner's).")
    private @Nullable String agent;

    @Override
    public Integer call() throws IOException {
        RunArchive archive = RunArchive.of(council);
        RunEntry run = archive.run(word);
        String branch = "council/" + run.id() + "/" + whose(run);
        PrintStream out = council.terminal().out();
        // A pipe gets the bytes as they are, to be applied; a terminal must not obey them.
        OutputStream target = council.terminal().isShown() ? new HarmlessOutput(out) : out;
        boolean found = Boolean.TRUE.equals(new GitPatches(archive.repository().commonDirectory())
                .write(run.base(), branch, target)
                .block());
        target.flush();
        if (!found) {
            throw CouncilException.usage("there is no branch " + branch
                    + ": the agent changed nothing, or the branch was deleted since; 'council show " + run.id()
                    + "' tells what came of it");
        }
        return ExitCode.OK;
    }

    private String whose(RunEntry run) {
        String asked = agent == null ? run.winner() : agent;
        if (asked == null) {
            throw CouncilException.usage(
                    "run " + run.id() + " has no winner: name an agent, one of " + String.join(", ", run.agents()));
        }
        RunArchive.requireAgent(run, asked);
        return asked;
    }
}
