package io.clicouncil;

import io.clicouncil.config.HostEnvironment;
import io.clicouncil.engine.EngineParts;
import io.clicouncil.engine.ParallelExecutor;
import io.clicouncil.engine.Planner;
import io.clicouncil.engine.Run;
import io.clicouncil.engine.RunIds;
import io.clicouncil.engine.StopRequest;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.CheapestSelector;
import io.clicouncil.result.Selector;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.task.Plan;
import io.clicouncil.verify.CommandVerifier;
import io.clicouncil.verify.Verifier;
import io.clicouncil.workspace.WorkspaceProvider;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The front door: gives one task to several agents at once, each in its own workspace, judges what they make of it, and
 * names the cheapest that passes.
 *
 * <p>Nothing happens before a result is subscribed to; each subscription is a run of its own. No method blocks. A
 * council may carry out any number of runs at a time.
 *
 * @since 0.1
 */
public final class Council {
    private final Planner planner;
    private final ParallelExecutor executor;
    private final RunIds runIds;

    private Council(Builder builder) {
        Clock clock = builder.clock;
        Verifier verifier = builder.verifier == null ? new CommandVerifier(builder.commands) : builder.verifier;
        planner = new Planner(builder.workspaces);
        executor = new ParallelExecutor(new EngineParts(
                builder.workspaces, verifier, builder.selector, builder.environment, clock, builder.timers));
        runIds = new RunIds(clock);
    }

    /**
     * Begins a council that works in these workspaces and runs its checks through this door.
     *
     * @param workspaces the door to git
     * @param commands the door to processes
     */
    public static Builder of(WorkspaceProvider workspaces, CommandRunner commands) {
        return new Builder(workspaces, commands);
    }

    /**
     * Carries out a task.
     *
     * @return what came of it, whether or not there is a winner; an error, a {@link CouncilException}, only where the run
     *     could not begin. Cancelling stops the run in good order, see {@link #stream(CouncilTask)}
     */
    public Mono<AggregatedResult> run(CouncilTask task) {
        return stream(task)
                .ofType(CouncilEvent.RunFinished.class)
                .map(CouncilEvent.RunFinished::result)
                .last();
    }

    /**
     * Carries out a task and tells all that happens.
     *
     * @return the events, the last a {@link CouncilEvent.RunFinished}; an error, a {@link CouncilException}, only where
     *     the run could not begin. Cancelling stops the run in good order: every process tree is ended, then workspaces
     *     are given back; cancelling twice is harmless
     */
    public Flux<CouncilEvent> stream(CouncilTask task) {
        return stream(task, Flux.never());
    }

    /**
     * Carries out a task, tells all that happens, and heeds wishes to stop.
     *
     * @param stops wishes to stop one agent or the whole run, in good order and with a result
     * @return as {@link #stream(CouncilTask)}
     */
    public Flux<CouncilEvent> stream(CouncilTask task, Flux<StopRequest> stops) {
        return Flux.defer(() -> planner.plan(task, runIds.next()))
                .map(Council::requireUsableAgent)
                .flatMap(run -> executor.execute(run, stops));
    }

    /**
     * Says what {@link #run(CouncilTask)} would do. Spends nothing and changes nothing.
     *
     * @return the plan; an error, a {@link CouncilException}, where the repository cannot be worked with
     */
    public Mono<Plan> plan(CouncilTask task) {
        return Mono.defer(() -> planner.plan(task, runIds.next())).map(Run::plan);
    }

    private static Run requireUsableAgent(Run run) {
        if (run.plan().agents().stream().noneMatch(agent -> agent.availability().usable())) {
            StringBuilder message = new StringBuilder("none of the agents can be used here:");
            run.plan()
                    .agents()
                    .forEach(agent -> message.append("\n  ")
                            .append(agent.name())
                            .append(": ")
                            .append(agent.availability().advice()));
            throw CouncilException.environment(message.toString());
        }
        return run;
    }

    /**
     * Collects the parts of a council. By default it chooses the cheapest, judges by running the checks as commands,
     * takes the environment of this process, the system's clock, and timers of its own.
     */
    public static final class Builder {
        private final WorkspaceProvider workspaces;
        private final CommandRunner commands;
        private @Nullable Verifier verifier;
        private Selector selector = new CheapestSelector();
        private Map<String, String> environment = HostEnvironment.current();
        private Clock clock = Clock.systemUTC();
        private Scheduler timers = Schedulers.parallel();

        private Builder(WorkspaceProvider workspaces, CommandRunner commands) {
            this.workspaces = Objects.requireNonNull(workspaces, "workspaces");
            this.commands = Objects.requireNonNull(commands, "commands");
        }

        /** Judges changes in another way. */
        public Builder verifier(Verifier other) {
            verifier = other;
            return this;
        }

        /** Names the winner by another rule. */
        public Builder selector(Selector other) {
            selector = other;
            return this;
        }

        /** Takes the children's environment from this one; only what they may see is handed on. */
        public Builder environment(Map<String, String> other) {
            environment = Map.copyOf(other);
            return this;
        }

        /** Tells the time of events by this clock. */
        public Builder clock(Clock other) {
            clock = other;
            return this;
        }

        /** Waits for retries and deadlines on this scheduler. */
        public Builder timers(Scheduler other) {
            timers = other;
            return this;
        }

        /** The council. */
        public Council build() {
            return new Council(this);
        }
    }
}
