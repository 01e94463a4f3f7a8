package io.clicouncil.cli;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.SqliteJournal;
import io.clicouncil.upkeep.Leftover;
import io.clicouncil.workspace.RunRemains;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Removes what runs left. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        description = {
            "Removes what runs have left.",
            "The branches of runs that are over, and all that a crash left: processes, worktrees, locks,"
                    + " temporary files. A run that was cut off is ended first, so that its costs are recorded. Work"
                    + " that is on no branch is saved as a patch.",
            "Says what it would remove; with --yes it does."
        },
        footer = {"", "Examples:", "  council clean", "  council clean --yes"})
final class CleanCommand implements Callable<Integer> {
    @ParentCommand
    private CouncilCommand council;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Only this run: its id, a prefix, or latest.")
    private @Nullable String run;

    @Option(names = "--yes", description = "Remove it.")
    private boolean yes;

    @Option(
            names = "--prune",
            description =
                    "Forget runs that are older than history.keep (90d by default) as well: their records and files.")
    private boolean prune;

    @Override
    public Integer call() throws IOException {
        RunArchive archive = RunArchive.of(council);
        PrintStream out = council.terminal().out();
        try (SqliteJournal journal = archive.journal()) {
            String only = run == null ? null : archive.find(run);
            List<Leftover> found = archive.leftovers(journal).stream()
                    .filter(leftover ->
                            only == null || leftover.remains().runId().equals(only))
                    .toList();
            List<Leftover> removable =
                    found.stream().filter(CleanCommand::removable).toList();
            found.stream()
                    .filter(leftover -> leftover.state() == Leftover.State.GOES_ON)
                    .forEach(leftover -> out.println("run " + leftover.remains().runId() + " goes on and stays"));
            boolean complete = true;
            for (Leftover leftover : removable) {
                complete &= clean(archive, journal, leftover, out);
            }
            int pruned = prune ? prune(archive, out) : 0;
            if (removable.isEmpty() && pruned == 0) {
                out.println("There is nothing to remove.");
            } else if (!yes) {
                out.println("Nothing was removed: `council clean --yes" + (prune ? " --prune" : "") + "` does.");
            }
            return complete ? ExitCode.OK : ExitCode.ENVIRONMENT;
        }
    }

    private static boolean removable(Leftover leftover) {
        return switch (leftover.state()) {
            case GOES_ON -> false;
            case CUT_OFF, UNTIDY -> true;
            case ENDED -> !leftover.remains().branches().isEmpty();
        };
    }

    /** Whether all of it could be removed. */
    private boolean clean(RunArchive archive, SqliteJournal journal, Leftover leftover, PrintStream out) {
        RunRemains remains = leftover.remains();
        if (!yes) {
            out.println("run " + remains.runId() + ": " + String.join(", ", words(leftover)));
            return true;
        }
        boolean over = leftover.state() != Leftover.State.CUT_OFF || end(archive, journal, remains.runId());
        archive.invocation()
                .upkeep(journal)
                .remove(archive.repository(), remains, over)
                .doOnNext(out::println)
                .blockLast();
        return over;
    }

    /** Where that fails, what the run holds goes all the same, its work saved; only its branches stay with it. */
    private boolean end(RunArchive archive, SqliteJournal journal, String runId) {
        try {
            new RunSession(council, Format.text).end(PastRun.of(council, archive, journal, runId));
            return true;
        } catch (CouncilException error) {
            council.terminal()
                    .complain("run " + runId + " cannot be ended, so its branches stay: " + error.getMessage());
            return false;
        }
    }

    private static List<String> words(Leftover leftover) {
        RunRemains remains = leftover.remains();
        List<String> words = new ArrayList<>();
        if (leftover.state() == Leftover.State.CUT_OFF) {
            words.add("was cut off, is ended first");
        }
        remains.worktrees().forEach(worktree -> words.add("worktree " + worktree));
        remains.branches().forEach(branch -> words.add("branch " + branch));
        if (remains.halfApplied()) {
            words.add("a half-done apply, which is undone");
        }
        if (remains.temporary()) {
            words.add("temporary files");
        }
        return words;
    }

    private int prune(RunArchive archive, PrintStream out) throws IOException {
        Instant before = Instant.now().minus(archive.invocation().config().keep());
        List<String> found = new ArrayList<>();
        List<String> forgotten = archive.history().prune(before, id -> {
            found.add(id);
            return yes;
        });
        // One that somebody went on with just now is not forgotten, and keeps its files.
        List<String> old = yes ? forgotten : found;
        for (String id : old) {
            if (yes) {
                Trees.delete(archive.directory(id));
            }
            out.println(yes ? "forgot run " + id : "run " + id + ": its records and files");
        }
        return old.size();
    }
}
