package io.clicouncil;

import io.clicouncil.account.Accounts;
import io.clicouncil.budget.Ledger;
import io.clicouncil.config.HostEnvironment;
import io.clicouncil.engine.BaseChecks;
import io.clicouncil.engine.EngineParts;
import io.clicouncil.engine.ParallelExecutor;
import io.clicouncil.engine.PastRuns;
import io.clicouncil.engine.Planner;
import io.clicouncil.engine.Run;
import io.clicouncil.engine.RunIds;
import io.clicouncil.engine.StopRequest;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.journal.Journal;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.sandbox.Walls;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.task.Plan;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.CommandVerifier;
import io.clicouncil.verify.Verifier;
import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.ConflictRule;
import io.clicouncil.workspace.WorkspaceProvider;
import java.math.BigDecimal;
import java.nio.file.Path;
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
    private final BaseChecks baseChecks;
    private final PastRuns past;
    private final RunIds runIds;

    private Council(Builder builder) {
        Clock clock = builder.clock;
        Verifier verifier = builder.verifier == null ? new CommandVerifier(builder.commands) : builder.verifier;
        planner = new Planner(builder.workspaces, builder.journal, builder.commands);
        past = new PastRuns(builder.workspaces, builder.journal);
        EngineParts parts = new EngineParts(
                builder.workspaces,
                builder.commands,
                verifier,
                builder.journal,
                builder.ledger == null ? Ledger.inMemory(clock) : builder.ledger,
                builder.accounts,
                builder.environment,
                clock,
                builder.timers);
        executor = new ParallelExecutor(parts);
        baseChecks = new BaseChecks(parts);
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
        return Mono.defer(() -> planner.plan(task, runIds.next()))
                .map(Council::requireUsableAgent)
                .flatMap(run -> planner.based(run, task))
                .flatMapMany(run -> executor.execute(run, stops));
    }

    /**
     * Goes on with a run that was cut off, interrupted, stopped at its deadline or had failed: attempts whose processes
     * still live are taken over, those that ended meanwhile count with what they cost, and the rest is done. No attempt is
     * made twice. The plan is the one that the run began with; its deadline counts anew.
     *
     * @param runId the run
     * @param task the task that it was started with; its agents are asked, all else is taken from the run's plan
     * @param stops as in {@link #stream(CouncilTask, Flux)}
     * @return the events from now on; of a run that is complete only its {@link CouncilEvent.RunFinished}; an error, a
     *     {@link CouncilException}, where the journal does not know the run or it goes on elsewhere
     */
    public Flux<CouncilEvent> resume(String runId, CouncilTask task, Flux<StopRequest> stops) {
        return resume(runId, task, null, stops);
    }

    /**
     * Goes on with a run that may cost another amount from now on.
     *
     * @param budget what it may cost in US dollars, all that it has cost included; null for what it might before
     * @return as {@link #resume(String, CouncilTask, Flux)}
     */
    public Flux<CouncilEvent> resume(
            String runId, CouncilTask task, @Nullable BigDecimal budget, Flux<StopRequest> stops) {
        return goOn(runId, task, false, budget, stops);
    }

    /**
     * Ends a run that was cut off: agents that still live are ended with their last words heard, their costs are recorded,
     * and what they did is saved on their branches.
     *
     * @return as {@link #resume(String, CouncilTask, Flux)}
     */
    public Flux<CouncilEvent> end(String runId, CouncilTask task) {
        return goOn(runId, task, true, null, Flux.never());
    }

    private Flux<CouncilEvent> goOn(
            String runId, CouncilTask task, boolean toEnd, @Nullable BigDecimal budget, Flux<StopRequest> stops) {
        return past.find(runId, task.directory(), task.agents(), task.judge())
                .flatMapMany(found -> found.finished() != null
                        ? Flux.just(found.finished())
                        : executor.goOn(
                                found.run(),
                                found.events(),
                                stamp -> new CouncilEvent.RunResumed(stamp, toEnd, budget),
                                stops));
    }

    /**
     * Applies a change of a run that is over.
     *
     * @param runId the run
     * @param directory a folder of the repository's working tree
     * @param agent whose change, or null for the winner's
     * @param mode how
     * @param conflicts what to do where it conflicts with the user's branch
     * @param allowRisky whether a risky change may be applied
     * @return the run's result with what was done, or why nothing was; an error, a {@link CouncilException}, where there is
     *     no such run, it is not over, or the agent's change is not eligible
     */
    public Mono<AggregatedResult> apply(
            String runId,
            Path directory,
            @Nullable String agent,
            ApplyMode mode,
            ConflictRule conflicts,
            boolean allowRisky) {
        return past.ended(runId, directory)
                .flatMapMany(found -> {
                    String whose = found.eligible(agent);
                    return executor.goOn(
                            found.run(),
                            found.events(),
                            stamp -> new CouncilEvent.ApplyRequested(stamp, whose, mode, conflicts, allowRisky),
                            Flux.never());
                })
                .ofType(CouncilEvent.RunFinished.class)
                .map(CouncilEvent.RunFinished::result)
                .last();
    }

    /**
     * Says what {@link #run(CouncilTask)} would do. Spends nothing and changes nothing.
     *
     * @return the plan; an error, a {@link CouncilException}, where the repository cannot be worked with
     */
    public Mono<Plan> plan(CouncilTask task) {
        return Mono.defer(() -> planner.plan(task, runIds.next())).map(Run::plan);
    }

    /**
     * Judges the base as a run would judge a change.
     *
     * @param task what to judge it by; no agent of it is asked
     * @return what each check said, up to the first required one that does not pass
     */
    public Flux<CheckResult> checkBase(CouncilTask task) {
        return planner.plan(task, runIds.next())
                .flatMapMany(run -> baseChecks.run(
                        run.id(),
                        run.repository(),
                        Path.of(run.plan().repository().folder()),
                        task.checks(),
                        task.setup(),
                        new Walls(run.plan().sandbox()),
                        task.limits().attempt()));
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
     * Collects the parts of a council. By default it judges by running the checks as commands,
     * takes the environment of this process, the system's clock, and timers of its own.
     */
    public static final class Builder {
        private final WorkspaceProvider workspaces;
        private final CommandRunner commands;
        private @Nullable Verifier verifier;
        private Journal journal = Journal.none();
        private @Nullable Ledger ledger;
        private Accounts accounts = Accounts.inMemory();
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

        /** Keeps what happens in this journal; without one, nothing outlives this process. */
        public Builder journal(Journal other) {
            journal = other;
            return this;
        }

        /** Keeps what the runs of a day spend in this ledger; by default in memory. */
        public Builder ledger(Ledger other) {
            ledger = other;
            return this;
        }

        /** Shares with others what is known of limited accounts and failing agents; without, it is this council's alone. */
        public Builder accounts(Accounts other) {
            accounts = other;
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
