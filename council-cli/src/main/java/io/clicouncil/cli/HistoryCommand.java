package io.clicouncil.cli;

import io.clicouncil.cli.view.HistoryView;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.HistoryJson;
import io.clicouncil.history.RunEntry;
import io.clicouncil.json.Json;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What was run here. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Lists the runs of this repository, the newest first.",
        footer = {
            "",
            "Examples:",
            "  council history --since 7d --status no-winner",
            "  council history --winner claude --task parser --format json",
        })
final class HistoryCommand implements Callable<Integer> {
    @ParentCommand
    private CouncilCommand council;

    @Option(
            names = "-n",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many runs at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            split = ",",
            description = "Only runs that stand so: " + RunStanding.NAMES + ".")
    private @Nullable List<String> statuses;

    @Option(names = "--agent", paramLabel = "NAME", description = "Only runs in which this agent was asked.")
    private @Nullable String agent;

    @Option(names = "--winner", paramLabel = "NAME", description = "Only runs that this agent won.")
    private @Nullable String winner;

    @Option(names = "--since", paramLabel = "WHEN", description = Since.HELP)
    private @Nullable String since;

    @Option(names = "--task", paramLabel = "TEXT", description = "Only runs with this in the first line of their task.")
    private @Nullable String task;

    @Option(names = "--format", paramLabel = "FORMAT", description = Format.HELP)
    private @Nullable Format format;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw CouncilException.usage("-n: at least one run");
        }
        RunArchive archive = RunArchive.of(council);
        Set<String> alive = archive.alive();
        List<RunEntry> runs = archive.history().runs(limit, wanted(alive));
        PrintStream out = council.terminal().out();
        switch (archive.invocation().format(format)) {
            case text -> text(archive, runs, alive).forEach(out::println);
            case json -> out.println(Json.pretty(HistoryJson.document(runs, alive::contains)));
            case ndjson -> out.println(Json.line(HistoryJson.document(runs, alive::contains)));
        }
        return ExitCode.OK;
    }

    private List<String> text(RunArchive archive, List<RunEntry> runs, Set<String> alive) {
        if (runs.isEmpty() && !archive.history().runs(1).isEmpty()) {
            return List.of("No run here is like that: 'council history' without filters lists them all.");
        }
        return new HistoryView(council.style(), ZoneId.systemDefault(), Width.of(council.terminal()))
                .lines(runs, alive);
    }

    private Predicate<RunEntry> wanted(Set<String> alive) {
        Predicate<RunEntry> wanted = run -> (agent == null || run.agents().contains(agent))
                && (winner == null || winner.equals(run.winner()))
                && (task == null || run.task().toLowerCase(Locale.ROOT).contains(task.toLowerCase(Locale.ROOT)));
        if (statuses != null) {
            Set<RunStanding> standings = RunStanding.named(statuses);
            wanted = wanted.and(run -> standings.contains(RunStanding.of(run, alive)));
        }
        if (since != null) {
            Instant from = Since.of(since, Instant.now(), ZoneId.systemDefault());
            wanted = wanted.and(run -> !run.started().isBefore(from));
        }
        return wanted;
    }
}
