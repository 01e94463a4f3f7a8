package io.clicouncil.cli;

import io.clicouncil.cli.view.ConflictsView;
import io.clicouncil.config.ApplySettings;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.RunEntry;
import io.clicouncil.history.SqliteJournal;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.ConflictRule;
import io.clicouncil.worktrees.GitConflicts;
import io.clicouncil.worktrees.GitConflicts.Conflict;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Applies a change of the past. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = {
            "Puts a change into your branch.",
            "That of the winner of a run, or of another eligible candidate of it."
        },
        footer = {
            "",
            "Where your branch has changed the same lines since, nothing is applied, unless --conflicts says"
                    + " whose lines stay. As with 'git merge -X', ours is your branch and theirs is the agent; only"
                    + " lines that conflict are decided by it.",
            "",
            "Examples:",
            "  council apply latest",
            "  council apply latest gemini --mode patch"
        })
final class ApplyCommand implements Callable<Integer> {
    @ParentCommand
    private CouncilCommand council;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, a prefix that is unique, or latest.")
    private String run;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "AGENT",
            description = "Whose change (default: the winner's).")
    private @Nullable String agent;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "How: squash (default), merge, ff or patch (default where the run started from a snapshot).")
    private @Nullable ApplyMode mode;

    @Option(
            names = "--conflicts",
            paramLabel = "WHOSE",
            description =
                    "Where both changed the same lines: ours keeps those of your branch, theirs takes those of the"
                            + " agent, manual lists them and changes nothing.")
    private @Nullable Conflicts conflicts;

    @Option(
            names = "--allow-risky",
            description = "Apply also files that run later on this machine, and links that point outside.")
    private boolean allowRisky;

    @Option(names = "--format", paramLabel = "FORMAT", description = Format.HELP)
    private @Nullable Format format;

    /** What to do with conflicts. */
    enum Conflicts {
        ours(ConflictRule.OURS),
        theirs(ConflictRule.THEIRS),
        manual(ConflictRule.REFUSE);

        private final ConflictRule rule;

        Conflicts(ConflictRule rule) {
            this.rule = rule;
        }
    }

    @Override
    public Integer call() {
        RunArchive archive = RunArchive.of(council);
        ApplySettings settings = archive.invocation().config().apply();
        try (SqliteJournal journal = archive.journal()) {
            RunEntry entry = archive.run(run);
            if (entry.status() == null && archive.alive().contains(entry.id())) {
                throw CouncilException.usage(
                        "the run " + entry.id() + " goes on: wait for its end, or `council cancel " + entry.id() + "`");
            }
            List<CouncilEvent> events = journal.events(entry.id());
            // Looked at before, because afterwards the change is in the branch.
            List<Conflict> found =
                    conflicts == null || fromSnapshot(events) ? List.of() : conflicts(archive, entry, events);
            AggregatedResult result = Objects.requireNonNull(archive.invocation()
                    .council(journal)
                    .apply(
                            entry.id(),
                            council.directory(),
                            agent,
                            mode == null ? usual(events, settings) : mode,
                            conflicts == null ? ConflictRule.REFUSE : conflicts.rule,
                            allowRisky || settings.allowRisky())
                    .block());
            Format form = archive.invocation().format(format);
            new RunSession(council, form).print(result);
            tell(
                    found,
                    archive,
                    entry,
                    result,
                    form == Format.text
                            ? council.terminal().out()
                            : council.terminal().err());
            return result.applyRefused() == null ? ExitCode.OK : ExitCode.NOT_APPLIED;
        }
    }

    private List<Conflict> conflicts(RunArchive archive, RunEntry entry, List<CouncilEvent> events) {
        String whose = whose(entry);
        Change change =
                whose == null ? null : PastCandidate.of(entry, events, whose).change();
        return change == null || change.commit() == null
                ? List.of()
                : Objects.requireNonNull(new GitConflicts(archive.repository().commonDirectory())
                        .between(
                                change.base(),
                                change.commit(),
                                archive.repository().base())
                        .block());
    }

    /** What was decided without the user, or is left to the user. */
    private void tell(
            List<Conflict> found, RunArchive archive, RunEntry entry, AggregatedResult result, PrintStream out) {
        String whose = whose(entry);
        AggregatedResult.Applied applied = result.applied();
        if (found.isEmpty() || whose == null || conflicts == null) {
            return;
        }
        if (conflicts == Conflicts.manual) {
            new ConflictsView(council.style(), archive.invocation().redaction())
                    .lines(found, whose)
                    .forEach(out::println);
        } else if (result.applyRefused() == null && applied != null && !applied.already()) {
            out.println("Where both had changed the same lines, those of "
                    + (conflicts == Conflicts.ours ? "your branch" : whose) + " stay: "
                    + ConflictsView.paths(found));
        }
    }

    private @Nullable String whose(RunEntry entry) {
        return agent == null ? entry.winner() : agent;
    }

    private static ApplyMode usual(List<CouncilEvent> events, ApplySettings settings) {
        return (fromSnapshot(events) ? settings.ofSnapshot() : settings).mode();
    }

    /** Whether the run started from uncommitted work: its change is laid over the files, and nothing is merged. */
    private static boolean fromSnapshot(List<CouncilEvent> events) {
        return events.get(0) instanceof CouncilEvent.RunStarted started
                && started.plan().repository().withChanges();
    }
}
