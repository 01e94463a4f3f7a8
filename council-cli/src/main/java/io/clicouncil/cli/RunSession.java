package io.clicouncil.cli;

import io.clicouncil.cli.view.ResultView;
import io.clicouncil.cli.view.RunView;
import io.clicouncil.cli.view.Style;
import io.clicouncil.config.RecordedConfig;
import io.clicouncil.engine.StopRequest;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.SqliteJournal;
import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.RunStatus;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.upkeep.Leftover;
import io.clicouncil.upkeep.Upkeep;
import io.clicouncil.workspace.RepositoryState;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Carries out a run before the user's eyes: shows progress, answers signals, prints the result. */
final class RunSession {
    private final CouncilCommand council;
    private final Terminal terminal;
    private final Format format;
    private final Style style;

    /** Shows the run that goes on; what comes before and after it is printed. */
    private volatile RunView view;

    /** The run that goes on, once it has begun; read by whoever answers a signal. */
    private volatile @Nullable String runId;

    /** What is written for others once it is over, or null for nothing. */
    private @Nullable Publication publication;

    RunSession(CouncilCommand council, Format format) {
        this.council = council;
        this.terminal = council.terminal();
        this.format = format;
        this.style = council.style();
        this.view = RunView.quiet(terminal.err());
    }

    /** The same, writing this once the run is over. */
    RunSession publishing(Publication writing) {
        publication = writing;
        return this;
    }

    /** Carries a task out and tells the exit code. */
    int carryOut(Invocation invocation, CouncilTask task) {
        refuseInsideAnAgent();
        RepositoryState repository = invocation.repository(task.base());
        try (SqliteJournal journal = SqliteJournal.open(repository.commonDirectory())) {
            tidy(invocation.upkeep(journal), repository, "");
            String settings = RecordedConfig.write(invocation.config());
            return watch(
                    invocation,
                    List.of(),
                    stops -> invocation.council(journal.recording(settings)).stream(task, stops));
        }
    }

    /** Goes on with a run of the past, or tells its result again, and tells the exit code. */
    int resume(PastRun past, @Nullable BigDecimal budget) {
        refuseInsideAnAgent();
        tidy(past.invocation().upkeep(past.journal()), past.invocation().repository("HEAD"), past.runId());
        return watch(
                past.invocation(),
                past.journal().events(past.runId()),
                stops -> past.invocation().council(past.journal()).resume(past.runId(), past.task(), budget, stops));
    }

    /** Ends a run that was cut off. */
    AggregatedResult end(PastRun past) {
        try (Signals signals = new Signals()) {
            return result(
                    past.invocation(),
                    past.journal().events(past.runId()),
                    stops -> past.invocation().council(past.journal()).end(past.runId(), past.task()),
                    signals);
        }
    }

    private int watch(
            Invocation invocation, List<CouncilEvent> before, Function<Flux<StopRequest>, Flux<CouncilEvent>> run) {
        try (Signals signals = new Signals()) {
            AggregatedResult result = result(invocation, before, run, signals);
            Signals.Kind signal = signals.first();
            int exitCode = ExitCode.of(result);
            if (result.status() == RunStatus.CANCELLED && signal != null) {
                remark("Interrupted." + howToGoOn(" ", " goes on with it."));
                exitCode = signal.exitCode();
            }
            return publication == null ? exitCode : publication.publish(invocation, result, exitCode, terminal);
        }
    }

    private AggregatedResult result(
            Invocation invocation,
            List<CouncilEvent> before,
            Function<Flux<StopRequest>, Flux<CouncilEvent>> run,
            Signals signals) {
        LastResort lastResort = new LastResort(this::sayHowToGoOn);
        Sinks.Many<StopRequest> stops = Sinks.many().unicast().onBackpressureBuffer();
        try (RunView shown = Views.of(council, format, RunGlances.ofOurs(invocation), "Ctrl-C ends it")) {
            view = shown;
            shown.recall(before);
            signals.answer(
                    () -> {
                        shown.say("Stopping: agents are asked to end. Once more kills them."
                                + howToGoOn(" Afterwards ", " goes on."));
                        stops.tryEmitNext(StopRequest.interrupt());
                    },
                    () -> {
                        lastResort.begin(Objects.requireNonNull(signals.first()).exitCode());
                        invocation.engine().killProcesses();
                    });
            CouncilEvent last = run.apply(stops.asFlux()).doOnNext(this::show).blockLast();
            if (!(last instanceof CouncilEvent.RunFinished finished)) {
                throw new IllegalStateException("a run ended without a result");
            }
            return finished.result();
        } finally {
            lastResort.cease();
        }
    }

    private void sayHowToGoOn() {
        view.close();
        terminal.complain("this does not end by itself, and is ended now" + howToGoOn(": ", " goes on with the run"));
    }

    /** What to type to go on with the run, between these words; empty before it has begun. */
    private String howToGoOn(String before, String after) {
        String run = runId;
        return run == null ? "" : before + "`council resume " + run + "`" + after;
    }

    private void refuseInsideAnAgent() {
        if (!terminal.environment().getOrDefault("COUNCIL_DEPTH", "").isEmpty()) {
            throw new CouncilException(
                    CouncilException.Reason.REFUSED,
                    "this is an agent of a council already (COUNCIL_DEPTH is set): an agent does not start a council");
        }
    }

    /** What a crash left of runs that are over goes, and of runs that were cut off it is said what to type. */
    private void tidy(Upkeep upkeep, RepositoryState repository, String except) {
        upkeep.tidy(repository).doOnNext(this::remark).blockLast();
        upkeep.look(repository)
                .filter(leftover -> leftover.state() == Leftover.State.CUT_OFF)
                .map(leftover -> leftover.remains().runId())
                .filter(run -> !run.equals(except))
                .doOnNext(run -> remark("run " + run + " was cut off: `council resume " + run
                        + "` goes on with it, `council cancel " + run + "` ends it"))
                .blockLast();
    }

    private void remark(String words) {
        if (!council.quiet()) {
            terminal.err().println(words);
        }
    }

    /** The result is printed as soon as it is known; only then the run's workspaces are deleted. */
    private void show(CouncilEvent event) {
        runId = event.runId();
        view.accept(event);
        if (event instanceof CouncilEvent.RunFinished finished) {
            view.close();
            print(finished.result());
        } else if (format == Format.ndjson) {
            terminal.out().println(Json.line(Json.event(event)));
        }
    }

    /** Prints a result in the form that was asked for. */
    void print(AggregatedResult result) {
        PrintStream out = terminal.out();
        switch (format) {
            case text -> new ResultView(style, terminal.isShown()).lines(result).forEach(out::println);
            case json -> out.println(Json.pretty(Json.result(result)));
            case ndjson -> out.println(Json.line(Json.result(result)));
        }
    }
}
