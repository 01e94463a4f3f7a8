package io.clicouncil.engine;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.RunFinished;
import io.clicouncil.event.CouncilEvent.RunStarted;
import io.clicouncil.event.Draft;
import io.clicouncil.workspace.RunWorkspaces;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The engine. {@link RunLogic} says what to do; one {@code flatMap} does it; what comes of it are events; each event is
 * rid of keys, numbered, kept in the journal, folded by {@link RunLogic} into the next commands, and handed to the subscriber. How many
 * agents work at once is part of the folded state, so the {@code flatMap} itself is not bounded.
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
     * @return the events; an error only where the run could not begin, or where an event cannot be kept: then what runs is
     *     ended, and the run can be resumed
     */
    public Flux<CouncilEvent> execute(Run run, Flux<StopRequest> stops) {
        return goOn(run, List.of(), stamp -> new RunStarted(stamp, run.plan()), stops);
    }

    /**
     * Goes on with a run.
     *
     * @param run the run with the plan that it began with
     * @param events what has happened in it, in order
     * @param first what happens next
     * @param stops as in {@link #execute}
     * @return the events from {@code first} on, as {@link #execute}
     */
    public Flux<CouncilEvent> goOn(Run run, List<CouncilEvent> events, Draft first, Flux<StopRequest> stops) {
        return Flux.defer(() -> {
            Sinks.Many<StopRequest> cancelled = Sinks.many().unicast().onBackpressureBuffer();
            Flux<CouncilEvent> all = Flux.usingWhen(
                    parts.workspaces().open(run.repository(), run.id()),
                    workspaces -> {
                        Flux<StopRequest> asked = StopRequests.left(workspaces.directory(), parts.timers());
                        Fold fold = new Fold(parts, run.id(), events);
                        return endWhatIsNotGoneOnWith(run, events, workspaces)
                                .thenMany(loop(
                                        run, workspaces, fold, first, Flux.merge(cancelled.asFlux(), asked, stops)));
                    },
                    RunWorkspaces::close,
                    // What could not be recorded is not over: it stays for whoever resumes the run.
                    (workspaces, error) -> parts.commands().drain().then(workspaces.detach()),
                    RunWorkspaces::close);
            return new DrainedOnCancel<>(all, () -> cancelled.tryEmitNext(StopRequest.interrupt()));
        });
    }

    private Flux<CouncilEvent> loop(
            Run run, RunWorkspaces workspaces, Fold fold, Draft first, Flux<StopRequest> stops) {
        RedactedEvents redacted = RedactedEvents.of(run, new ChildEnvironment(parts.environment()));
        Steps steps = new Steps(parts, run, workspaces, heldWorkspaces(fold.state()));
        Flux<Draft> done = fold.commands().flatMap(steps::perform, Integer.MAX_VALUE);
        Flux<Draft> asked =
                stops.map(stop -> stamp -> new CouncilEvent.CancelRequested(stamp, stop.agent(), stop.resumable()));
        Flux<Draft> told = fold.state() == null && !run.plan().checks().isEmpty() ? steps.onBase() : Flux.empty();
        return Flux.merge(Flux.just(first), done, asked, told)
                .publishOn(fold.scheduler())
                .map(redacted::without)
                .map(fold::record)
                .takeUntil(RunFinished.class::isInstance);
    }

    /** Setup commands and checks begin again; attempts are taken over, and their processes live. */
    private Mono<Void> endWhatIsNotGoneOnWith(Run run, List<CouncilEvent> events, RunWorkspaces workspaces) {
        if (events.isEmpty()) {
            return Mono.empty();
        }
        return Flux.fromIterable(run.agents())
                .map(agent -> workspaces.directory().resolve(agent.name()))
                .flatMap(files -> Flux.just(files.resolve("setup"), files.resolve("checks")))
                .concatMap(parts.commands()::reap)
                .then();
    }

    private static Map<String, Path> heldWorkspaces(@Nullable RunState state) {
        Map<String, Path> held = new HashMap<>();
        if (state != null) {
            for (AgentState agent : state.agents()) {
                if (agent.workspace() != null) {
                    held.put(agent.name(), Path.of(agent.workspace()));
                }
            }
        }
        return held;
    }
}
