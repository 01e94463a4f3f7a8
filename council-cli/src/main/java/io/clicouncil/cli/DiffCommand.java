package io.clicouncil.cli;

import io.clicouncil.cli.view.ChangeStat;
import io.clicouncil.cli.view.PatchView;
import io.clicouncil.cli.view.Style;
import io.clicouncil.cli.view.Words;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.RunEntry;
import io.clicouncil.redaction.Redaction;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.FileChange;
import io.clicouncil.worktrees.GitPatches;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What an agent changed. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {"Prints what an agent changed.", "A patch against the commit that it started from."},
        footer = {
            "",
            "On a terminal a pager shows it: GIT_PAGER, else PAGER, else less. A pipe gets it byte for byte.",
            "Of binary files it says only that they differ; 'git diff --binary' has the rest.",
            "",
            "Examples:",
            "  council diff latest",
            "  council diff latest gemini --stat",
            "  council diff latest | git apply",
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

    @Option(names = "--stat", description = "Only how much of each file.")
    private boolean stat;

    @Option(names = "--name-only", description = "Only the names of the files.")
    private boolean nameOnly;

    @Override
    public Integer call() throws IOException {
        if (stat && nameOnly) {
            throw CouncilException.usage("--stat and --name-only: one of them");
        }
        RunArchive archive = RunArchive.of(council);
        RunEntry run = archive.run(word);
        PastCandidate candidate = PastCandidate.of(run, archive.history().events(run.id()), whose(run));
        if (stat) {
            print(ChangeStat.lines(candidate.required(), council.style(), Width.of(council.terminal())));
        } else if (nameOnly) {
            Change change = candidate.required();
            print(change.files().stream()
                    .map(FileChange::path)
                    .map(Words::harmless)
                    .toList());
        } else {
            patch(archive, candidate);
        }
        return ExitCode.OK;
    }

    /** A pipe gets the bytes as they are, to be applied; a terminal must not obey them. */
    private void patch(RunArchive archive, PastCandidate candidate) throws IOException {
        GitPatches patches = new GitPatches(archive.repository().commonDirectory());
        if (!Boolean.TRUE.equals(patches.holds(candidate.branch()).block())) {
            throw candidate.noBranch("the agent changed nothing, or the branch was deleted since");
        }
        Style style = council.style();
        if (council.terminal().isShown() || style == Style.COLOURED) {
            Redaction redaction = archive.invocation().redaction();
            Pager.show(council.terminal(), out -> {
                try (OutputStream lines = PatchView.to(out, style, redaction)) {
                    write(patches, candidate, lines);
                }
            });
        } else {
            write(patches, candidate, council.terminal().out());
            council.terminal().out().flush();
        }
    }

    private static void write(GitPatches patches, PastCandidate candidate, OutputStream out) {
        patches.write(candidate.run().base(), candidate.branch(), out).block();
    }

    private void print(List<String> lines) {
        lines.forEach(council.terminal().out()::println);
    }

    private String whose(RunEntry run) {
        String asked = agent == null ? run.winner() : agent;
        if (asked == null) {
            throw CouncilException.usage(
                    "run " + run.id() + " has no winner: name an agent, one of " + String.join(", ", run.agents()));
        }
        return asked;
    }
}
