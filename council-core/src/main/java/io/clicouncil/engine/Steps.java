package io.clicouncil.engine;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.Draft;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.StopSignal;
import io.clicouncil.result.Selection;
import io.clicouncil.task.Agent;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.Verification;
import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.ApplyOutcome;
import io.clicouncil.workspace.ApplyRequest;
import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.ChangeRisks;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.time.Duration;
import java.util.ArrayList;
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
    private final Map<String, Workspace> leased = new ConcurrentHashMap<>();
    private final Map<String, StopSignal> stops = new ConcurrentHashMap<>();

    Steps(EngineParts parts, Run run, RunWorkspaces workspaces) {
        this.parts = parts;
        this.run = run;
        this.workspaces = workspaces;
        this.assignments = new Assignments(run, workspaces, parts.environment());
    }

    /** The events of a command. Never an error. */
    Flux<Draft> perform(Command command) {
        if (command instanceof Command.Lease lease) {
            return step(lease.agent(), "make its workspace", lease(lease.agent()));
        } else if (command instanceof Command.BeginAttempt begin) {
            return Flux.just(
                    stamp -> new CouncilEvent.AttemptStarted(stamp, begin.agent(), begin.attempt(), begin.timeout()));
        } else if (command instanceof Command.Execute execute) {
            return step(execute.agent(), "start its attempt", execute(execute));
        } else if (command instanceof Command.ScheduleRetry retry) {
            return retry(retry);
        } else if (command instanceof Command.Stop stop) {
            return Flux.<Draft>empty()
                    .doOnSubscribe(ignored -> stopOf(stop.agent()).raise());
        } else if (command instanceof Command.Capture capture) {
            return step(capture.agent(), "read its change", capture(capture.agent()));
        } else if (command instanceof Command.Release release) {
            return step(release.agent(), "give its workspace back", release(release.agent()));
        } else if (command instanceof Command.Verify verify) {
            return step(verify.agent(), "judge its change", verify(verify));
        } else if (command instanceof Command.Apply apply) {
            return step(null, "applying the winner", apply(apply));
        }
        return record(command);
    }

    /** Commands that only make something known. */
    private Flux<Draft> record(Command command) {
        if (command instanceof Command.AwaitDeadline deadline) {
            return Mono.delay(deadline.after(), parts.timers())
                    .<Draft>map(ignored -> CouncilEvent.DeadlineReached::new)
                    .flux();
        } else if (command instanceof Command.Decide decide) {
            return Flux.just(stamp -> new CouncilEvent.CandidateDecided(stamp, decide.candidate()));
        } else if (command instanceof Command.Select select) {
            return step(null, "choosing the winner", Flux.defer(() -> {
                Selection selection = parts.selector().select(select.candidates());
                return Flux.just(stamp ->
                        new CouncilEvent.Selected(stamp, selection.winner(), selection.rule(), selection.reason()));
            }));
        } else if (command instanceof Command.Finish finish) {
            return Flux.just(stamp -> new CouncilEvent.RunFinished(stamp, finish.result()));
        }
        throw new IllegalArgumentException("unknown command " + command);
    }

    private Flux<Draft> lease(String agent) {
        return workspaces
                .lease(agent, run.repository().base())
                .doOnNext(workspace -> leased.put(agent, workspace))
                .<Draft>map(workspace -> stamp -> new CouncilEvent.WorkspaceLeased(
                        stamp, agent, workspace.directory().toString()))
                .flux();
    }

    private Flux<Draft> execute(Command.Execute command) {
        Agent agent = run.agent(command.agent());
        Workspace workspace = workspaceOf(agent.name());
        Mono<Void> fresh = command.attempt() == 1 ? Mono.empty() : workspace.reset();
        Flux<AgentEvent> events = fresh.then(
                        assignments.make(agent, command.attempt(), workspace, command.timeout(), stopOf(agent.name())))
                .flatMapMany(assignment -> AdapterCall.of(agent.adapter(), assignment));
        return events.handle((event, sink) -> {
            Draft draft = draft(agent.name(), command.attempt(), event);
            if (draft != null) {
                sink.next(draft);
            }
        });
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

    private Flux<Draft> retry(Command.ScheduleRetry command) {
        ExecutionResult after = command.after();
        FailureKind cause = Objects.requireNonNull(after.failure()).kind();
        Duration delay = run.plan().agent(command.agent()).retry().delayAfter(command.attempt() - 1, after);
        Draft scheduled =
                stamp -> new CouncilEvent.RetryScheduled(stamp, command.agent(), command.attempt(), cause, delay);
        Draft due = stamp -> new CouncilEvent.RetryDue(stamp, command.agent(), command.attempt());
        return Flux.concat(
                Mono.just(scheduled), Mono.delay(delay, parts.timers()).thenReturn(due));
    }

    private Flux<Draft> capture(String agent) {
        String branch = "council/" + run.id() + "/" + agent;
        CaptureRequest request = new CaptureRequest(
                branch, CommitMessage.ofChange(run, agent), run.task().protect());
        return workspaceOf(agent)
                .capture(request)
                .<Draft>map(change -> stamp -> new CouncilEvent.ChangeCaptured(stamp, agent, change))
                .flux();
    }

    private Flux<Draft> release(String agent) {
        Draft released = stamp -> new CouncilEvent.WorkspaceReleased(stamp, agent);
        return Mono.defer(() -> workspaceOf(agent).release())
                .doFinally(ignored -> leased.remove(agent))
                .thenReturn(released)
                .flux();
    }

    private Flux<Draft> verify(Command.Verify command) {
        List<CheckResult> results = new ArrayList<>();
        Mono<Draft> verdict = Mono.fromSupplier(
                () -> stamp -> new CouncilEvent.Verified(stamp, command.agent(), new Verification(results)));
        return assignments
                .verification(command.agent(), commitOf(command.change()), stopOf(command.agent()))
                .flatMapMany(parts.verifier()::verify)
                .doOnNext(results::add)
                .<Draft>map(check -> stamp -> new CouncilEvent.CheckFinished(stamp, command.agent(), check))
                .concatWith(verdict);
    }

    private static String commitOf(Change change) {
        String commit = change.commit();
        if (commit == null) {
            throw new IllegalArgumentException("an empty change has no commit");
        }
        return commit;
    }

    private Flux<Draft> apply(Command.Apply command) {
        List<String> risks = ChangeRisks.of(command.change());
        if (!risks.isEmpty() && !run.plan().allowRisky()) {
            String reason =
                    "the change is not applied without being allowed to (--allow-risky): " + String.join(", ", risks);
            return Flux.just(stamp -> new CouncilEvent.ApplyRefused(stamp, reason));
        }
        ApplyMode mode = Objects.requireNonNull(run.plan().apply());
        ApplyRequest request = new ApplyRequest(mode, CommitMessage.ofWinner(run, command.winner()));
        return workspaces.apply(command.change(), request).map(Steps::draft).flux();
    }

    private static Draft draft(ApplyOutcome outcome) {
        if (outcome instanceof ApplyOutcome.Applied applied) {
            return stamp -> new CouncilEvent.Applied(stamp, applied.mode(), applied.branch(), applied.commit());
        }
        String reason = ((ApplyOutcome.Refused) outcome).reason();
        return stamp -> new CouncilEvent.ApplyRefused(stamp, reason);
    }

    private Workspace workspaceOf(String agent) {
        Workspace workspace = leased.get(agent);
        if (workspace == null) {
            throw new IllegalStateException(agent + " holds no workspace");
        }
        return workspace;
    }

    private StopSignal stopOf(String agent) {
        return stops.computeIfAbsent(agent, ignored -> StopSignal.create());
    }

    private static Flux<Draft> step(@Nullable String agent, String what, Flux<Draft> events) {
        return events.onErrorResume(
                error -> Flux.just(stamp -> new CouncilEvent.StepFailed(stamp, agent, what, Errors.words(error))));
    }
}
