package io.clicouncil.cli;

import io.clicouncil.cli.view.ProgressView;
import io.clicouncil.cli.view.ResultView;
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
import java.time.ZoneId;
import java.util.Objects;
import java.util.function.Consumer;
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
    private final Consumer<CouncilEvent> progress;

    /** The run that goes on, once it has begun; read by whoever answers a signal. */
    private volatile @Nullable String runId;

    /** What is written for others once it is over, or null for nothing. */
    private @Nullable Publication publication;

    RunSession(CouncilCommand council, Format format) {
        this.council = council;
        this.terminal = council.terminal();
        this.format = format;
        this.style = council.style();
        this.progress = council.quiet()
                ? event -> {}
                : new ProgressView(terminal.err(), ZoneId.systemDefault(), council.verbose());
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
            return watch(invocation, stops -> invocation.council(journal.recording(settings)).stream(task, stops));
        }
    }

    /** Goes on with a run of the past, or tells its result again, and tells the exit code. */
    int resume(PastRun past, @Nullable BigDecimal budget) {
        refuseInsideAnAgent();
        tidy(past.invocation().upkeep(past.journal()), past.invocation().repository("HEAD"), past.runId());
        return watch(
                past.invocation(),
                stops -> past.invocation().council(past.journal()).resume(past.runId(), past.task(), budget, stops));
    }

    /** Ends a run that was cut off. */
    AggregatedResult end(PastRun past) {
        return result(
                past.invocation(),
                stops -> past.invocation().council(past.journal()).end(past.runId(), past.task()),
                new Signals());
    }

    private int watch(Invocation invocation, Function<Flux<StopRequest>, Flux<CouncilEvent>> run) {
        Signals signals = new Signals();
        AggregatedResult result = result(invocation, run, signals);
        Signals.Kind signal = signals.first();
        int exitCode =
                result.status() == RunStatus.CANCELLED && signal != null ? signal.exitCode() : ExitCode.of(result);
        return publication == null ? exitCode : publication.publish(invocation, result, exitCode, terminal);
    }

    private AggregatedResult result(
            Invocation invocation, Function<Flux<StopRequest>, Flux<CouncilEvent>> run, Signals signals) {
        LastResort lastResort = new LastResort(this::sayHowToGoOn);
        Sinks.Many<StopRequest> stops = Sinks.many().unicast().onBackpressureBuffer();
        signals.answer(
                () -> {
                    terminal.err().println("Stopping: agents are asked to end. Once more kills them.");
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
    }

    private void sayHowToGoOn() {
        String run = runId;
        terminal.complain("this does not end by itself, and is ended now"
                + (run == null ? "" : ": `council resume " + run + "` goes on with the run"));
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
        progress.accept(event);
        if (event instanceof CouncilEvent.RunFinished finished) {
            print(finished.result());
        } else if (format == Format.ndjson) {
            terminal.out().println(Json.line(Json.event(event)));
        }
    }

    /** Prints a result in the form that was asked for. */
    void print(AggregatedResult result) {
        PrintStream out = terminal.out();
        switch (format) {
            case text -> new ResultView(style).lines(result).forEach(out::println);
            case json -> out.println(Json.pretty(Json.result(result)));
            case ndjson -> out.println(Json.line(Json.result(result)));
        }
    }
}
