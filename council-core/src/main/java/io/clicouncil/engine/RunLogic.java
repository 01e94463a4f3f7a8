package io.clicouncil.engine;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.result.AggregatedResult.Applied;
import io.clicouncil.result.CheapestSelector;
import io.clicouncil.result.Selection;
import io.clicouncil.workspace.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to do next, from what has happened: a pure function without clock, chance, I/O or Reactor. An instance lives for
 * one call of {@link #next} and collects its answer.
 */
final class RunLogic {
    private RunState state;
    private final Instant now;
    private final List<Command> commands = new ArrayList<>();

    private RunLogic(RunState state, Instant now) {
        this.state = state;
        this.now = now;
    }

    /**
     * The answer to an event.
     *
     * @param state what has happened, this event included
     * @param commands what to do now, in this order
     */
    record Decision(RunState state, List<Command> commands) {}

    /** Begins a run. */
    static Decision begin(CouncilEvent.RunStarted event) {
        RunLogic logic = new RunLogic(RunState.initial(event.runId(), event.time(), event.plan()), event.time());
        logic.commands.add(new Command.AwaitDeadline(event.plan().limits().deadline()));
        logic.state.agents().stream()
                .filter(agent -> !agent.plan().availability().usable())
                .forEach(logic::decide);
        return logic.answer();
    }

    /** Answers an event of a run that has begun. */
    static Decision next(RunState state, CouncilEvent event) {
        if (isTalk(event)) {
            return new Decision(state, List.of());
        }
        RunLogic logic = new RunLogic(state, event.time());
        if (event instanceof CouncilEvent.OfAgent ofAgent) {
            logic.on(state.agent(ofAgent.agent()), ofAgent);
        } else {
            logic.on(event);
        }
        return logic.answer();
    }

    /** What an agent says decides nothing, and there may be millions of it. */
    private static boolean isTalk(CouncilEvent event) {
        return event instanceof CouncilEvent.AgentOutput
                || event instanceof CouncilEvent.AgentActivity
                || event instanceof CouncilEvent.AgentSpending;
    }

    private Decision answer() {
        startWhatMay();
        conclude();
        return new Decision(state, List.copyOf(commands));
    }

    private void on(AgentState agent, CouncilEvent.OfAgent event) {
        if (event instanceof CouncilEvent.WorkspaceLeased) {
            leased(agent.leased(true));
        } else if (event instanceof CouncilEvent.AttemptStarted started) {
            put(agent.begun(started.attempt()));
            commands.add(new Command.Execute(agent.name(), started.attempt(), started.timeout()));
        } else if (event instanceof CouncilEvent.AttemptFinished finished) {
            attempted(agent.ended(finished.result()), finished.result());
        } else if (event instanceof CouncilEvent.RetryDue) {
            if (agent.phase() == Phase.WAITING) {
                put(agent.at(Phase.READY));
            }
        } else if (event instanceof CouncilEvent.ChangeCaptured captured) {
            release(agent.changed(captured.change()));
        } else if (event instanceof CouncilEvent.WorkspaceReleased) {
            released(agent.leased(false));
        } else if (event instanceof CouncilEvent.Verified verified) {
            decide(agent.verified(verified.verification()));
        }
    }

    private void on(CouncilEvent event) {
        if (event instanceof CouncilEvent.CandidateDecided decided) {
            put(state.agent(decided.candidate().agent()).decided(decided.candidate()));
        } else if (event instanceof CouncilEvent.StepFailed failed) {
            failed(failed);
        } else if (event instanceof CouncilEvent.DeadlineReached) {
            stopAll(StopCause.DEADLINE);
        } else if (event instanceof CouncilEvent.CancelRequested cancel) {
            if (cancel.agent() == null) {
                stopAll(StopCause.CANCELLED);
            } else {
                stop(state.agent(cancel.agent()), StopCause.CANCELLED);
            }
        } else if (event instanceof CouncilEvent.Selected selected) {
            selected(new Selection(selected.winner(), selected.rule(), selected.reason()));
        } else if (event instanceof CouncilEvent.Applied applied) {
            state = state.applied(new Applied(applied.mode(), applied.branch(), applied.commit()));
            finish(null);
        } else if (event instanceof CouncilEvent.ApplyRefused refused) {
            state = state.applyRefused(refused.reason());
            finish(null);
        }
    }

    private void leased(AgentState agent) {
        if (agent.stop() == null) {
            put(agent.at(Phase.RUNNING));
            begin(agent, 1);
        } else {
            release(agent);
        }
    }

    private void attempted(AgentState agent, ExecutionResult result) {
        if (agent.stop() == null && agent.plan().retry().retries(agent.begun(), result)) {
            put(agent.at(Phase.WAITING));
            commands.add(new Command.ScheduleRetry(agent.name(), agent.begun() + 1, result));
        } else {
            capture(agent);
        }
    }

    private void released(AgentState agent) {
        ExecutionResult last = agent.last();
        Change change = agent.change();
        boolean worthJudging = agent.broken() == null
                && agent.stop() == null
                && last != null
                && last.failure() == null
                && change != null
                && !change.isEmpty();
        if (worthJudging && change != null && !state.plan().checks().isEmpty()) {
            put(agent.at(Phase.VERIFYING));
            commands.add(new Command.Verify(agent.name(), change));
        } else {
            decide(agent);
        }
    }

    private void failed(CouncilEvent.StepFailed event) {
        if (event.agent() == null) {
            finish(event.step() + " failed: " + event.message());
            return;
        }
        AgentState agent = state.agent(event.agent());
        if (agent.phase() == Phase.RELEASING) {
            // Its change is safe by then; what is left of the workspace goes with the end of the run.
            released(agent.leased(false));
            return;
        }
        String message = "the council could not " + event.step() + ": " + event.message();
        AgentState broken = agent.broken(Failure.of(FailureKind.CRASHED, message));
        if (agent.leased()) {
            release(broken);
        } else {
            decide(broken);
        }
    }

    private void stopAll(StopCause cause) {
        if (state.stop() == null) {
            state = state.stopped(cause);
            state.agents().forEach(agent -> stop(agent, cause));
        }
    }

    private void stop(AgentState agent, StopCause cause) {
        if (agent.stop() != null || agent.phase() == Phase.DECIDING || agent.phase() == Phase.DECIDED) {
            return;
        }
        AgentState stopped = agent.stopped(cause);
        put(stopped);
        switch (agent.phase()) {
            case QUEUED -> decide(stopped);
            case RUNNING, VERIFYING -> commands.add(new Command.Stop(agent.name()));
            case WAITING, READY -> capture(stopped);
            default -> {
                // It holds or is about to hold its workspace for a moment; the next event of it finds the cause.
            }
        }
    }

    private void begin(AgentState agent, int attempt) {
        commands.add(new Command.BeginAttempt(agent.name(), attempt, agent.nextTimeout()));
    }

    private void capture(AgentState agent) {
        put(agent.at(Phase.CAPTURING));
        commands.add(new Command.Capture(agent.name()));
    }

    private void release(AgentState agent) {
        put(agent.at(Phase.RELEASING));
        commands.add(new Command.Release(agent.name()));
    }

    private void decide(AgentState agent) {
        put(agent.at(Phase.DECIDING));
        commands.add(new Command.Decide(Outcome.of(agent, state.plan().checks().isEmpty())));
    }

    private void put(AgentState agent) {
        state = state.with(agent);
    }

    private void startWhatMay() {
        if (state.stop() != null) {
            return;
        }
        int free = state.plan().limits().concurrency() - state.occupied();
        for (AgentState agent : waitingForAPlace()) {
            if (free-- <= 0) {
                return;
            }
            if (agent.phase() == Phase.READY) {
                put(agent.at(Phase.RUNNING));
                begin(agent, agent.begun() + 1);
            } else {
                put(agent.at(Phase.LEASING));
                commands.add(new Command.Lease(agent.name()));
            }
        }
    }

    /** Agents with a retry due come before those that have not begun: they hold a workspace already. */
    private List<AgentState> waitingForAPlace() {
        List<AgentState> waiting = new ArrayList<>(state.agents().stream()
                .filter(agent -> agent.phase() == Phase.READY)
                .toList());
        waiting.addAll(Strategy.ALL.startable(state));
        return waiting;
    }

    private void conclude() {
        if (!state.decided() || state.concluding()) {
            return;
        }
        state = state.concluded();
        if (state.stop() == StopCause.CANCELLED) {
            state = state.selected(new Selection(null, CheapestSelector.RULE, "the run was cancelled"));
            finish(null);
        } else {
            commands.add(new Command.Select(state.candidates()));
        }
    }

    private void selected(Selection selection) {
        state = state.selected(selection);
        String winner = selection.winner();
        if (winner == null || state.plan().apply() == null) {
            finish(null);
            return;
        }
        AgentState agent = state.agent(winner);
        commands.add(
                new Command.Apply(Objects.requireNonNull(agent.candidate()), Objects.requireNonNull(agent.change())));
    }

    private void finish(@Nullable String failure) {
        commands.add(new Command.Finish(Conclusion.of(state, now, failure)));
    }
}
