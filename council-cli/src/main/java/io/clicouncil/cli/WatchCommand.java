package io.clicouncil.cli;

import io.clicouncil.cli.view.RunView;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.RunFinished;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.RunEntry;
import io.clicouncil.json.Json;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The view of a run that goes on elsewhere. It reads what that run records, and changes nothing. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Shows a run that goes on in another terminal.",
            "Until it ends, then its result, and ends with its exit code. Ctrl-C ends the watching, not the run. Of a run"
                    + " that is over it shows the result."
        },
        footer = {"", "Examples:", "  council watch latest"})
final class WatchCommand implements Callable<Integer> {
    private static final long PAUSE_MILLIS = 500;
    /** Whether a process lives is asked more seldom than what it has recorded. */
    private static final int LOOKS_FOR_LIFE = 4;

    @ParentCommand
    private CouncilCommand council;

    @Parameters(paramLabel = "RUN", arity = "0..1", description = "Its id, the beginning of it, or 'latest' (default).")
    private String word = "latest";

    @Option(names = "--format", paramLabel = "FORMAT", description = Format.HELP)
    private @Nullable Format format;

    private long seen;

    @Override
    public Integer call() throws InterruptedException {
        RunArchive archive = RunArchive.of(council);
        RunEntry run = archive.run(word);
        Format form = archive.invocation().format(format);
        // Asked before reading, so that a last word is not missed.
        boolean alive = archive.alive().contains(run.id());
        List<CouncilEvent> events = archive.history().events(run.id());
        if (!alive) {
            RunFinished end = end(run, events);
            if (form == Format.text) {
                ShowCommand.ofResult(council, end.result(), events)
                        .forEach(council.terminal().out()::println);
            } else {
                tell(form, events, RunView.quiet(council.terminal().err()));
                new RunSession(council, form).print(end.result());
            }
            return ExitCode.of(end.result());
        }
        return follow(archive, run, form);
    }

    private int follow(RunArchive archive, RunEntry run, Format form) throws InterruptedException {
        CountDownLatch detached = new CountDownLatch(1);
        try (Signals signals = new Signals()) {
            signals.answer(detached::countDown, detached::countDown);
            RunFinished end = awaitEnd(archive, run, form, detached);
            if (end != null) {
                new RunSession(council, form).print(end.result());
                return ExitCode.of(end.result());
            }
            council.terminal()
                    .err()
                    .println("The run " + run.id() + " goes on: `council watch " + run.id()
                            + "` looks at it again, `council cancel " + run.id() + "` ends it.");
            Signals.Kind signal = signals.first();
            return signal == null ? ExitCode.INTERRUPTED : signal.exitCode();
        }
    }

    /** The end of the run, or null where nobody waits for it any more. */
    private @Nullable RunFinished awaitEnd(RunArchive archive, RunEntry run, Format form, CountDownLatch detached)
            throws InterruptedException {
        try (RunView view = Views.of(council, form, RunGlances.ofOthers(archive), "Ctrl-C leaves it alone")) {
            for (int look = 1; ; look++) {
                boolean alive = look % LOOKS_FOR_LIFE != 0 || archive.alive().contains(run.id());
                List<CouncilEvent> events = archive.history().events(run.id());
                tell(form, events, view);
                if (!alive || (!events.isEmpty() && events.get(events.size() - 1) instanceof RunFinished)) {
                    return end(run, events);
                }
                if (detached.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return null;
                }
            }
        }
    }

    private void tell(Format form, List<CouncilEvent> events, RunView view) {
        for (CouncilEvent event : events) {
            if (event.sequence() > seen) {
                seen = event.sequence();
                view.accept(event);
                if (form == Format.ndjson && !(event instanceof RunFinished)) {
                    council.terminal().out().println(Json.line(Json.event(event)));
                }
            }
        }
    }

    private static RunFinished end(RunEntry run, List<CouncilEvent> events) {
        if (!events.isEmpty() && events.get(events.size() - 1) instanceof RunFinished end) {
            return end;
        }
        throw CouncilException.environment("the run " + run.id() + " was cut off: `council resume " + run.id()
                + "` goes on with it, `council cancel " + run.id() + "` ends it");
    }
}
