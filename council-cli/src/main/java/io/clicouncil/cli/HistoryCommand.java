package io.clicouncil.cli;

import io.clicouncil.cli.view.HistoryView;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.HistoryJson;
import io.clicouncil.history.RunEntry;
import io.clicouncil.json.Json;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What was run here. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Lists the runs of this repository, the newest first.")
final class HistoryCommand implements Callable<Integer> {
    @ParentCommand
    private CouncilCommand council;

    @Option(
            names = "-n",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many runs at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--format", paramLabel = "FORMAT", description = Format.HELP)
    private @Nullable Format format;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw CouncilException.usage("-n: at least one run");
        }
        RunArchive archive = RunArchive.of(council);
        List<RunEntry> runs = archive.history().runs(limit);
        Set<String> alive = archive.alive();
        PrintStream out = council.terminal().out();
        switch (archive.invocation().format(format)) {
            case text ->
                new HistoryView(council.style(), ZoneId.systemDefault())
                        .lines(runs, alive)
                        .forEach(out::println);
            case json -> out.println(Json.pretty(HistoryJson.document(runs, alive::contains)));
            case ndjson -> out.println(Json.line(HistoryJson.document(runs, alive::contains)));
        }
        return ExitCode.OK;
    }
}
