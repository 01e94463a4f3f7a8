package io.clicouncil.cli;

import io.clicouncil.cli.view.StatsView;
import io.clicouncil.history.Stats;
import io.clicouncil.history.StatsJson;
import io.clicouncil.json.Json;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** How the agents have done. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        description = {
            "Says how each agent has done so far.",
            "How many of the runs that have ended it won, how often its change could have been taken, what"
                    + " that cost, and how long it took."
        },
        footer = {"", "Examples:", "  council stats", "  council stats --since 30d --format json"})
final class StatsCommand implements Callable<Integer> {
    @ParentCommand
    private CouncilCommand council;

    @Option(names = "--since", paramLabel = "WHEN", description = Since.HELP)
    private @Nullable String since;

    @Option(names = "--format", paramLabel = "FORMAT", description = Format.HELP)
    private @Nullable Format format;

    @Override
    public Integer call() {
        Instant from = since == null ? null : Since.of(since, Instant.now(), ZoneId.systemDefault());
        RunArchive archive = RunArchive.of(council);
        Stats stats = archive.history().stats(from == null ? Instant.EPOCH : from);
        PrintStream out = council.terminal().out();
        switch (archive.invocation().format(format)) {
            case text -> new StatsView(council.style()).lines(stats).forEach(out::println);
            case json -> out.println(Json.pretty(StatsJson.document(stats, from)));
            case ndjson -> out.println(Json.line(StatsJson.document(stats, from)));
        }
        return ExitCode.OK;
    }
}
