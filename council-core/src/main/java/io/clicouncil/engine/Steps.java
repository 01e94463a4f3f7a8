package io.clicouncil.engine;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.Draft;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.StopSignal;
import io.clicouncil.result.Selection;
import io.clicouncil.result.Selector;
import io.clicouncil.setup.SetupRunner;
import io.clicouncil.task.Agent;
import io.clicouncil.workspace.ApplyOutcome;
import io.clicouncil.workspace.ApplyRequest;
import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.ChangeRisks;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Carries commands out. It decides nothing: what comes of a command is told as events, an error as
 * {@link CouncilEvent.StepFailed}.
 */
final class Steps {
    private final EngineParts parts;
    private final Run run;
    private final RunWorkspaces workspaces;
    private final Assignments assignments;
    private final SetupRunner setup;
    private final Cascading cascade;
    private final Money money;
    private final Watch watch;
    private final Judging judging;
    private final Doorkeeper doorkeeper;
    private final Jury jury;
    private final Map<String, Path> abandoned;
    private final Map<String, Workspace> leased = new ConcurrentHashMap<>();
    private final Map<String, StopSignal> stops = new ConcurrentHashMap<>();

    /**
     * Steps of a run.
     *
     * @param abandoned the workspaces, by agent, that a council before this one left in the middle of its work
     */
    Steps(EngineParts parts, Run run, RunWorkspaces workspaces, Map<String, Path> abandoned) {
        this.parts = parts;
        this.run = run;
        this.workspaces = workspaces;
        this.abandoned = Map.copyOf(abandoned);
        this.setup = new SetupRunner(parts.commands());
        this.money = new Money(parts.ledger(), run.id(), run.plan().limits().dailyBudget());
        this.cascade = new Cascading(parts.journal(), run.id(), run.plan());
        this.doorkeeper = new Doorkeeper(parts);
        this.assignments = new Assignments(run, workspaces, parts.environment());
        this.watch = new Watch(workspaces, run.plan());
        this.judging = new Judging(parts.verifier(), assignments, run, watch);
        this.jury = new Jury(run, workspaces, assignments, doorkeeper, money);
    }

    /** What the checks say of the base, while other steps are performed. Never an error. */
    Flux<Draft> onBase() {
        return judging.onBase();
    }

    /** The events of a command. Never an error. */
    Flux<Draft> perform(Command command) {
        if (command instanceof Command.Lease lease) {
            return step(lease.agent(), "make its workspace", lease(lease.agent()));
        } else if (command instanceof Command.Prepare prepare) {
            return step(prepare.agent(), "prepare its workspace", prepare(prepare));
        } else if (command instanceof Command.BeginAttempt begin) {
            return doorkeeper.begin(run.agent(begin.agent()), begin).flux();
        } else if (command instanceof Command.Execute execute) {
            return step(execute.agent(), "start its attempt", execute(execute));
        } else if (command instanceof Command.Stop stop) {
            return Flux.<Draft>empty()
                    .doOnSubscribe(ignored -> stopOf(stop.agent()).raise());
        } else if (command instanceof Command.Capture capture) {
            return step(capture.agent(), "read its change", capture(capture.agent()));
        } else if (command instanceof Command.Release release) {
            return step(release.agent(), "give its workspace back", release(release.agent()));
        } else if (command instanceof Command.Verify verify) {
            return step(verify.agent(), "judge its change", judging.verify(verify, stopOf(verify.agent())));
        } else if (command instanceof Command.Reserve reserve) {
            return step(
                    reserve.agent(), "reserve its money", money.reserve(reserve).flux());
        } else if (command instanceof Command.Settle settle) {
            return money.settle(settle).flux();
        } else if (command instanceof Command.AskNext ask) {
            return step(null, "choosing whom to ask", cascade.next(ask).flux());
        } else if (command instanceof Command.Judge judge) {
            return jury.ask(judge, stopOf(judge.place())).flux();
        } else if (command instanceof Command.Apply apply) {
            return step(null, "applying the winner", apply(apply));
        }
        return record(command);
    }

    /** Commands that only make something known. */
    private Flux<Draft> record(Command command) {
        if (command instanceof Command.AwaitDeadline deadline) {
            doorkeeper.closesAfter(deadline.after());
            return Mono.delay(deadline.after(), parts.timers())
                    .<Draft>map(ignored -> CouncilEvent.DeadlineReached::new)
                    .flux();
        } else if (command instanceof Command.ScheduleRetry retry) {
            return Flux.just(
                    doorkeeper.retry(retry, run.plan().agent(retry.agent()).retry()));
        } else if (command instanceof Command.AwaitRetry retry) {
            return Mono.delay(retry.delay(), parts.timers())
                    .<Draft>map(ignored -> stamp -> new CouncilEvent.RetryDue(stamp, retry.agent(), retry.attempt()))
                    .flux();
        } else if (command instanceof Command.AwaitHedge hedge) {
            return Mono.delay(hedge.after(), parts.timers())
                    .<Draft>map(ignored -> stamp -> new CouncilEvent.HedgeDue(stamp, hedge.agent()))
                    .flux();
        } else if (command instanceof Command.WarnOfNoRoom) {
            return Flux.just(CouncilEvent.RoomRunningOut::new);
        } else if (command instanceof Command.Decide decide) {
            judging.agentOver();
            return Flux.just(stamp -> new CouncilEvent.CandidateDecided(stamp, decide.candidate()));
        } else if (command instanceof Command.Select select) {
            return step(null, "choosing the winner", Flux.defer(() -> {
                Selection selection = new Selector(select.rule()).select(select.candidates(), select.judgement());
                return Flux.just(stamp ->
                        new CouncilEvent.Selected(stamp, selection.winner(), selection.rule(), selection.reason()));
            }));
        } else if (command instanceof Command.Finish finish) {
            return judging.end().thenMany(Flux.just(stamp -> new CouncilEvent.RunFinished(stamp, finish.result())));
        }
        throw new IllegalArgumentException("unknown command " + command);
    }

    private Flux<Draft> lease(String agent) {
        return lease(agent, null)
                .<Draft>map(workspace -> stamp -> new CouncilEvent.WorkspaceLeased(
                        stamp, agent, workspace.directory().toString()))
                .flux();
    }

    private Mono<Workspace> lease(String agent, @Nullable Path existing) {
        return watch.prepare(agent)
                .then(workspaces.lease(new LeaseRequest(
                        agent, run.repository().base(), run.plan().setup().provision(), existing)))
                .doOnNext(workspace -> leased.put(agent, workspace));
    }

    private Flux<Draft> prepare(Command.Prepare command) {
        Agent agent = run.agent(command.agent());
        Draft prepared = stamp -> new CouncilEvent.WorkspacePrepared(stamp, agent.name(), command.attempt());
        return workspaceOf(agent.name())
                .flatMap(workspace -> afresh(command, workspace)
                        .then(assignments.setup(agent, workspace, stopOf(agent.name())))
                        .flatMap(place -> setup.run(run.plan().setup(), place))
                        .then(settled(workspace)))
                .thenReturn(prepared)
                .flux();
    }

    private Mono<Void> settled(Workspace workspace) {
        return run.plan().setup().commands().isEmpty() ? Mono.empty() : Mono.defer(workspace::settle);
    }

    /** What an earlier attempt left is saved before it goes. */
    private Mono<Void> afresh(Command.Prepare command, Workspace workspace) {
        return command.attempt() == 1
                ? Mono.empty()
                : workspace.reset(assignments.saved(command.agent(), command.attempt() - 1));
    }

    private Flux<Draft> execute(Command.Execute command) {
        Agent agent = run.agent(command.agent());
        StopSignal stop = stopOf(agent.name());
        watch.begins(agent.name());
        return workspaceOf(agent.name())
                .flatMap(workspace -> assignments.make(agent, command, workspace, stop))
                .flatMapMany(assignment -> doorkeeper.heeding(agent, AdapterCall.of(agent.adapter(), assignment)))
                .onErrorResume(error -> command.resumed() ? harvest(agent, command, error) : unstarted(error))
                .concatMap(event -> told(agent.name(), command.attempt(), event));
    }

    /** When it has ended, the repository is looked at before anything goes on. */
    private Flux<Draft> told(String agent, int attempt, AgentEvent event) {
        Flux<Draft> drafts = Mono.justOrEmpty(draft(agent, attempt, event)).flux();
        return event instanceof AgentEvent.Finished ? watch.ended(agent).concatWith(drafts) : drafts;
    }

    private static Flux<AgentEvent> unstarted(Throwable error) {
        return Flux.just(
                new AgentEvent.Finished(failed("could not be started", error).spending(Usage.UNKNOWN, Cost.free())));
    }

    /** Its workspace is gone, and what it does there is lost. What it has cost by now is not. */
    private Flux<AgentEvent> harvest(Agent agent, Command.Execute command, Throwable error) {
        StopSignal atOnce = StopSignal.create();
        atOnce.raise();
        Path gone = Objects.requireNonNullElse(abandoned.get(agent.name()), workspaces.directory());
        ExecutionResult lost = failed("could not be gone on with", error);
        return assignments
                .ofLost(agent, command, gone, atOnce)
                .flatMapMany(assignment -> AdapterCall.of(agent.adapter(), assignment))
                .map(event -> event instanceof AgentEvent.Finished finished
                        ? new AgentEvent.Finished(finished.result().failing(lost.failure()))
                        : event);
    }

    private static ExecutionResult failed(String how, Throwable error) {
        return ExecutionResult.failed(Failure.of(FailureKind.CRASHED, "it " + how + ": " + Errors.words(error)));
    }

    private static @Nullable Draft draft(String agent, int attempt, AgentEvent event) {
        if (event instanceof AgentEvent.Output output) {
            return stamp -> new CouncilEvent.AgentOutput(stamp, agent, attempt, output.channel(), output.text());
        } else if (event instanceof AgentEvent.Activity activity) {
            return stamp -> new CouncilEvent.AgentActivity(stamp, agent, attempt, activity.text());
        } else if (event instanceof AgentEvent.Spending spending) {
            return stamp -> new CouncilEvent.AgentSpending(stamp, agent, attempt, spending.usage(), spending.cost());
        } else if (event instanceof AgentEvent.Finished finished) {
            return stamp -> new CouncilEvent.AttemptFinished(stamp, agent, attempt, finished.result());
        }
        return null;
    }

    private Flux<Draft> capture(String agent) {
        String branch = "council/" + run.id() + "/" + agent;
        CaptureRequest request = new CaptureRequest(
                branch, CommitMessage.ofChange(run, agent), run.plan().protect(), assignments.policy());
        return workspaceOf(agent)
                .flatMap(workspace -> workspace.capture(request))
                .<Draft>map(change -> stamp -> new CouncilEvent.ChangeCaptured(stamp, agent, change))
                .flux();
    }

    private Flux<Draft> release(String agent) {
        Draft released = stamp -> new CouncilEvent.WorkspaceReleased(stamp, agent);
        return workspaceOf(agent)
                .onErrorResume(gone -> abandoned.containsKey(agent), gone -> Mono.empty())
                .flatMap(Workspace::release)
                .doFinally(ignored -> leased.remove(agent))
                .thenReturn(released)
                .flux();
    }

    private Flux<Draft> apply(Command.Apply command) {
        List<String> risks = ChangeRisks.of(command.change());
        if (!risks.isEmpty() && !command.allowRisky()) {
            String reason =
                    "the change is not applied without being allowed to (--allow-risky): " + String.join(", ", risks);
            return Flux.just(stamp -> new CouncilEvent.ApplyRefused(stamp, reason));
        }
        ApplyRequest request =
                new ApplyRequest(command.mode(), CommitMessage.ofWinner(run, command.candidate()), command.conflicts());
        return workspaces
                .apply(command.change(), request)
                .map(outcome -> draft(command.candidate().agent(), outcome))
                .flux();
    }

    private static Draft draft(String agent, ApplyOutcome outcome) {
        if (outcome instanceof ApplyOutcome.Applied done) {
            return stamp ->
                    new CouncilEvent.Applied(stamp, agent, done.mode(), done.branch(), done.commit(), done.already());
        }
        String reason = ((ApplyOutcome.Refused) outcome).reason();
        return stamp -> new CouncilEvent.ApplyRefused(stamp, reason);
    }

    /** The workspace that an agent holds; one that a council before this one left is taken over first. */
    private Mono<Workspace> workspaceOf(String agent) {
        return Mono.defer(() -> {
            Workspace workspace = leased.get(agent);
            if (workspace != null) {
                return Mono.just(workspace);
            }
            Path left = abandoned.get(agent);
            return left == null
                    ? Mono.error(new IllegalStateException(agent + " holds no workspace"))
                    : lease(agent, left);
        });
    }

    private StopSignal stopOf(String agent) {
        return stops.computeIfAbsent(agent, ignored -> StopSignal.create());
    }

    private static Flux<Draft> step(@Nullable String agent, String what, Flux<Draft> events) {
        return events.onErrorResume(
                error -> Flux.just(stamp -> new CouncilEvent.StepFailed(stamp, agent, what, Errors.words(error))));
    }
}
