package io.clicouncil.cli;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.SqliteJournal;
import io.clicouncil.json.Json;
import io.clicouncil.upkeep.Leftover;
import io.clicouncil.workspace.RunRemains;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.node.ObjectNode;

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
        footer = {"", "Examples:", "  council clean", "  council clean --yes --prune", "  council clean --format json"})
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

    @Option(names = "--format", paramLabel = "FORMAT", description = Format.HELP)
    private @Nullable Format format;

    @Override
    public Integer call() throws IOException {
        RunArchive archive = RunArchive.of(council);
        Format form = archive.invocation().format(format);
        CleanReport report = new CleanReport(yes);
        Consumer<String> out = form == Format.text ? council.terminal().out()::println : line -> {};
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
                    .forEach(leftover -> out.accept("run " + leftover.remains().runId() + " goes on and stays"));
            boolean complete = true;
            for (Leftover leftover : removable) {
                List<String> done = new ArrayList<>();
                complete &= clean(archive, journal, leftover, form, out.andThen(done::add));
                report.add(leftover, done);
            }
            List<String> forgotten = prune ? prune(archive, out) : List.of();
            if (removable.isEmpty() && forgotten.isEmpty()) {
                out.accept("There is nothing to remove.");
            } else if (!yes) {
                out.accept("Nothing was removed: `council clean --yes" + (prune ? " --prune" : "")
                        + (only == null ? "" : " " + only) + "` does.");
            }
            print(report.document(forgotten), form);
            return complete ? ExitCode.OK : ExitCode.ENVIRONMENT;
        }
    }

    private void print(ObjectNode document, Format form) {
        switch (form) {
            case text -> {}
            case json -> council.terminal().out().println(Json.pretty(document));
            case ndjson -> council.terminal().out().println(Json.line(document));
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
    private boolean clean(
            RunArchive archive, SqliteJournal journal, Leftover leftover, Format form, Consumer<String> out) {
        RunRemains remains = leftover.remains();
        if (!yes) {
            out.accept("run " + remains.runId() + ": " + String.join(", ", words(leftover)));
            return true;
        }
        boolean over = leftover.state() != Leftover.State.CUT_OFF || end(archive, journal, remains.runId(), form);
        archive.invocation()
                .upkeep(journal)
                .remove(archive.repository(), remains, over)
                .doOnNext(out)
                .blockLast();
        return over;
    }

    /** Where that fails, what the run holds goes all the same, its work saved; only its branches stay with it. */
    private boolean end(RunArchive archive, SqliteJournal journal, String runId, Format form) {
        try {
            PastRun past = PastRun.of(council, archive, journal, runId);
            if (form == Format.text) {
                new RunSession(council, Format.text).end(past);
            } else {
                past.invocation().council(journal).end(runId, past.task()).blockLast();
            }
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

    private List<String> prune(RunArchive archive, Consumer<String> out) throws IOException {
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
            out.accept(yes ? "forgot run " + id : "run " + id + ": its records and files");
        }
        return old;
    }
}
