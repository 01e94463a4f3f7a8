package io.clicouncil.engine;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.RunFinished;
import io.clicouncil.event.CouncilEvent.RunStarted;
import io.clicouncil.event.CouncilEvent.Stamp;
import io.clicouncil.event.Draft;
import io.clicouncil.workspace.RunWorkspaces;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;

/**
 * The engine. {@link RunLogic} says what to do; one {@code flatMap} does it; what comes of it are events; each event is
 * numbered, folded by {@link RunLogic} into the next commands, and handed to the subscriber. How many agents work at once
 * is part of the folded state, so the {@code flatMap} itself is not bounded.
 *
 * @since 0.1
 */
public final class ParallelExecutor {
    private final EngineParts parts;

    /** An engine that works with these parts. */
    public ParallelExecutor(EngineParts parts) {
        this.parts = Objects.requireNonNull(parts, "parts");
    }

    /**
     * Carries out a run. Nothing happens before subscription. The last event is {@link RunFinished}; the stream
     * completes when the run's workspaces are given back as well. Cancelling stops the run in good order: what runs is
     * ended, leases are given back, and the events of that are still recorded, though nobody is told.
     *
     * @param run what to do
     * @param stops wishes to stop an agent or the whole run; may stay silent, must not fail
     * @return the events; an error only where the run could not begin
     */
    public Flux<CouncilEvent> execute(Run run, Flux<StopRequest> stops) {
        return Flux.defer(() -> {
            Sinks.Many<StopRequest> cancelled = Sinks.many().unicast().onBackpressureBuffer();
            Flux<StopRequest> wishes = Flux.merge(cancelled.asFlux(), stops);
            Flux<CouncilEvent> events = Flux.usingWhen(
                    parts.workspaces().open(run.repository(), run.id()),
                    workspaces -> loop(run, workspaces, wishes),
                    RunWorkspaces::close);
            return new DrainedOnCancel<>(events, () -> cancelled.tryEmitNext(StopRequest.wholeRun()));
        });
    }

    private Flux<CouncilEvent> loop(Run run, RunWorkspaces workspaces, Flux<StopRequest> stops) {
        Sinks.Many<Command> commands = Sinks.many().unicast().onBackpressureBuffer();
        Steps steps = new Steps(parts, run, workspaces);
        Fold fold = new Fold(run.id(), commands);
        Flux<Draft> begun = Flux.just(stamp -> new RunStarted(stamp, run.plan()));
        Flux<Draft> done = commands.asFlux().flatMap(steps::perform, Integer.MAX_VALUE);
        Flux<Draft> asked = stops.map(stop -> stamp -> new CouncilEvent.CancelRequested(stamp, stop.agent()));
        return Flux.merge(begun, done, asked).map(fold::record).takeUntil(RunFinished.class::isInstance);
    }

    /** Numbers events and folds them. Used by one thread at a time, as the stream of events is one. */
    private final class Fold {
        private final String runId;
        private final Sinks.Many<Command> commands;
        private long sequence;
        private @Nullable RunState state;

        private Fold(String runId, Sinks.Many<Command> commands) {
            this.runId = runId;
            this.commands = commands;
        }

        private CouncilEvent record(Draft draft) {
            CouncilEvent event =
                    draft.stamped(new Stamp(runId, ++sequence, parts.clock().instant()));
            RunLogic.Decision decision = event instanceof RunStarted started
                    ? RunLogic.begin(started)
                    : RunLogic.next(Objects.requireNonNull(state), event);
            state = decision.state();
            decision.commands().forEach(command -> commands.emitNext(command, EmitFailureHandler.FAIL_FAST));
            return event;
        }
    }
}
