package io.clicouncil.engine;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.RunStarted;
import io.clicouncil.event.CouncilEvent.Stamp;
import io.clicouncil.event.Draft;
import io.clicouncil.fault.KillPoint;
import io.clicouncil.journal.Journal;
import io.clicouncil.json.Json;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Numbers events, keeps them, and folds them into commands. Used by one thread at a time, as the stream of events is one.
 * An event is in the journal before anything is done because of it.
 */
final class Fold {
    private final EngineParts parts;
    private final String runId;
    private final Sinks.Many<Command> commands = Sinks.many().unicast().onBackpressureBuffer();
    private long sequence;
    private @Nullable RunState state;
    private boolean warned;

    /**
     * A fold.
     *
     * @param before what has happened in the run already
     */
    Fold(EngineParts parts, String runId, List<CouncilEvent> before) {
        this.parts = parts;
        this.runId = runId;
        if (!before.isEmpty()) {
            state = RunLogic.replay(before);
            sequence = before.get(before.size() - 1).sequence();
        }
    }

    /** What has happened so far, or null before the first event. */
    @Nullable
    RunState state() {
        return state;
    }

    /** What is to be done, as events come in. */
    Flux<Command> commands() {
        return commands.asFlux();
    }

    /** Where {@link #record} may be called. */
    Scheduler scheduler() {
        return parts.journal() == Journal.none() ? Schedulers.immediate() : Schedulers.boundedElastic();
    }

    /** Makes the next event of a draft. */
    CouncilEvent record(Draft draft) {
        CouncilEvent event =
                draft.stamped(new Stamp(runId, ++sequence, parts.clock().instant()));
        keep(event);
        RunLogic.Decision decision = event instanceof RunStarted started
                ? RunLogic.begin(started)
                : RunLogic.next(Objects.requireNonNull(state), event);
        state = decision.state();
        decision.commands().forEach(this::emit);
        return event;
    }

    private void keep(CouncilEvent event) {
        if (event instanceof CouncilEvent.AgentOutput || event instanceof CouncilEvent.AgentActivity) {
            return;
        }
        KillPoint.pass("before-" + Json.typeName(event));
        Journal.Kept kept = parts.journal().append(event);
        KillPoint.pass("after-" + Json.typeName(event));
        if (kept == Journal.Kept.ON_RESERVE && !warned) {
            warned = true;
            emit(new Command.WarnOfNoRoom());
        }
    }

    private void emit(Command command) {
        commands.emitNext(command, EmitFailureHandler.FAIL_FAST);
    }
}
