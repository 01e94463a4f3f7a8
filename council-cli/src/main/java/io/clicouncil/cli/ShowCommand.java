package io.clicouncil.cli;

import io.clicouncil.cli.report.Evidence;
import io.clicouncil.cli.report.Reports;
import io.clicouncil.cli.report.RunFacts;
import io.clicouncil.cli.view.Interim;
import io.clicouncil.cli.view.ProgressView;
import io.clicouncil.cli.view.ResultView;
import io.clicouncil.cli.view.Words;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.RunFinished;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.RunEntry;
import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What came of a run. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {"Shows what came of a run, and why.", "Of one that has no result yet, what has happened so far."
        },
        footer = {"", "Examples:", "  council show latest", "  council show latest --format json"})
final class ShowCommand implements Callable<Integer> {
    @ParentCommand
    private CouncilCommand council;

    @Parameters(paramLabel = "RUN", description = "Its id, the beginning of it, or 'latest'.")
    private String word;

    @Option(names = "--format", paramLabel = "FORMAT", description = Format.HELP)
    private @Nullable Format format;

    @Mixin
    private ReportOptions options;

    @Override
    public Integer call() {
        Reports reports = options.reports(council.terminal());
        RunArchive archive = RunArchive.of(council);
        RunEntry run = archive.run(word);
        List<CouncilEvent> events = archive.history().events(run.id());
        tellWhatIsLeftOut(archive.history().leftOut(run.id()));
        AggregatedResult result =
                run.status() == null ? null : archive.history().result(run.id());
        if (!reports.isEmpty()) {
            reports.write(new RunFacts(
                    required(run, result),
                    events,
                    new Evidence(
                            archive.repository().commonDirectory(),
                            archive.invocation().redaction())));
        }
        PrintStream out = council.terminal().out();
        switch (archive.invocation().format(format)) {
            case text -> text(archive, run, events, result).forEach(out::println);
            case json -> out.println(Json.pretty(Json.result(required(run, result))));
            case ndjson -> {
                for (CouncilEvent event : events) {
                    out.println(Json.line(
                            event instanceof RunFinished end ? Json.result(end.result()) : Json.event(event)));
                }
            }
        }
        return ExitCode.OK;
    }

    private List<String> text(
            RunArchive archive, RunEntry run, List<CouncilEvent> events, @Nullable AggregatedResult result) {
        if (result != null) {
            return ofResult(council, result, events);
        }
        events.forEach(new ProgressView(council.terminal().out(), ZoneId.systemDefault(), false));
        return List.of(
                Interim.words(events),
                archive.alive().contains(run.id())
                        ? "It goes on."
                        : "It was cut off: 'council resume " + run.id() + "' goes on with it.");
    }

    /** A run that has ended, explained by all that has happened in it. */
    static List<String> ofResult(CouncilCommand council, AggregatedResult result, List<CouncilEvent> events) {
        List<String> lines = new ArrayList<>();
        events.stream()
                .filter(CouncilEvent.BaseChecked.class::isInstance)
                .map(CouncilEvent.BaseChecked.class::cast)
                .map(Words::ofBase)
                .filter(Objects::nonNull)
                .forEach(words -> lines.add(Words.harmless(words)));
        lines.addAll(new ResultView(council.style()).explained(result, events));
        return lines;
    }

    private static AggregatedResult required(RunEntry run, @Nullable AggregatedResult result) {
        if (result == null) {
            throw CouncilException.environment(
                    "run " + run.id() + " has no result yet: --format text or ndjson shows what has happened so far");
        }
        return result;
    }

    private void tellWhatIsLeftOut(Set<String> types) {
        if (!types.isEmpty()) {
            council.terminal()
                    .complain("a newer council also kept what this one does not know: " + String.join(", ", types));
        }
    }
}
