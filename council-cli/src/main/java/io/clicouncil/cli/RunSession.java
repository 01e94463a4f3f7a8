package io.clicouncil.cli;

import io.clicouncil.cli.view.ProgressView;
import io.clicouncil.cli.view.ResultView;
import io.clicouncil.cli.view.Style;
import io.clicouncil.engine.StopRequest;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.RunStatus;
import io.clicouncil.task.CouncilTask;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.function.Consumer;
import reactor.core.publisher.Sinks;

/** Carries out one task before the user's eyes: shows progress, answers signals, prints the result. */
final class RunSession {
    private final Terminal terminal;
    private final Format format;
    private final Style style;
    private final Consumer<CouncilEvent> progress;

    RunSession(CouncilCommand council, Format format) {
        this.terminal = council.terminal();
        this.format = format;
        this.style = council.style();
        this.progress = council.quiet()
                ? event -> {}
                : new ProgressView(terminal.err(), ZoneId.systemDefault(), council.verbose());
    }

    /** Carries the task out and tells the exit code. */
    int carryOut(Invocation invocation, CouncilTask task) {
        refuseInsideAnAgent();
        Sinks.Many<StopRequest> stops = Sinks.many().unicast().onBackpressureBuffer();
        Signals signals = new Signals();
        signals.answer(
                () -> {
                    terminal.err().println("Stopping: agents are asked to end. Once more kills them.");
                    stops.tryEmitNext(StopRequest.wholeRun());
                },
                invocation.engine()::killProcesses);
        CouncilEvent last = invocation.council().stream(task, stops.asFlux())
                .doOnNext(this::show)
                .blockLast();
        if (!(last instanceof CouncilEvent.RunFinished finished)) {
            throw new IllegalStateException("a run ended without a result");
        }
        Signals.Kind signal = signals.first();
        return finished.result().status() == RunStatus.CANCELLED && signal != null
                ? signal.exitCode()
                : ExitCode.of(finished.result());
    }

    private void refuseInsideAnAgent() {
        if (!terminal.environment().getOrDefault("COUNCIL_DEPTH", "").isEmpty()) {
            throw new CouncilException(
                    CouncilException.Reason.REFUSED,
                    "this is an agent of a council already (COUNCIL_DEPTH is set): an agent does not start a council");
        }
    }

    /** The result is printed as soon as it is known; only then the run's workspaces are deleted. */
    private void show(CouncilEvent event) {
        progress.accept(event);
        if (event instanceof CouncilEvent.RunFinished finished) {
            print(finished.result());
        } else if (format == Format.ndjson) {
            terminal.out().println(Json.line(Json.event(event)));
        }
    }

    private void print(AggregatedResult result) {
        PrintStream out = terminal.out();
        switch (format) {
            case text -> new ResultView(style).lines(result).forEach(out::println);
            case json -> out.println(Json.pretty(Json.result(result)));
            case ndjson -> out.println(Json.line(Json.result(result)));
        }
    }
}
