package io.clicouncil.cli;

import io.clicouncil.config.ApplySettings;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.RunEntry;
import io.clicouncil.history.SqliteJournal;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.workspace.ApplyMode;
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
        description = "Applies the winner of a run, or another eligible candidate of it, to your branch.")
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
            names = "--allow-risky",
            description = "Apply also files that run later on this machine, and links that point outside.")
    private boolean allowRisky;

    @Option(names = "--format", paramLabel = "FORMAT", description = Format.HELP)
    private @Nullable Format format;

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
            AggregatedResult result = Objects.requireNonNull(archive.invocation()
                    .council(journal)
                    .apply(
                            entry.id(),
                            council.directory(),
                            agent,
                            mode == null ? usual(journal.events(entry.id()), settings) : mode,
                            allowRisky || settings.allowRisky())
                    .block());
            new RunSession(council, archive.invocation().format(format)).print(result);
            return result.applyRefused() == null ? ExitCode.OK : ExitCode.NOT_APPLIED;
        }
    }

    private static ApplyMode usual(List<CouncilEvent> events, ApplySettings settings) {
        boolean snapshot = events.get(0) instanceof CouncilEvent.RunStarted started
                && started.plan().repository().withChanges();
        return (snapshot ? settings.ofSnapshot() : settings).mode();
    }
}
