package io.clicouncil.engine;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.result.AggregatedResult.Applied;
import io.clicouncil.result.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What to do next, from what has happened: a pure function without clock, chance, I/O or Reactor. An instance lives for
 * one call of {@link #next} and collects its answer.
 */
final class RunLogic {
    private final Moves moves;
    private final Strategy strategy;
    private final Stopping stops;
    private final Attempting attempts;
    private final Deciding deciding;

    private RunLogic(RunState state, Instant now) {
        this.moves = new Moves(state, now);
        this.strategy = Strategy.of(state.plan());
        this.stops = new Stopping(moves);
        this.attempts = new Attempting(moves, stops);
        this.deciding = new Deciding(moves);
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
        logic.moves.ask(new Command.AwaitDeadline(event.plan().limits().deadline()));
        logic.moves.state().agents().stream()
                .filter(agent -> !agent.plan().availability().usable())
                .forEach(logic.moves::decide);
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

    /** What a run has come to by these events, the first of which began it. */
    static RunState replay(List<CouncilEvent> events) {
        if (events.isEmpty() || !(events.get(0) instanceof CouncilEvent.RunStarted started)) {
            throw new IllegalArgumentException("a run begins with its start");
        }
        RunState state = begin(started).state();
        for (CouncilEvent event : events.subList(1, events.size())) {
            state = next(state, event).state();
        }
        return state;
    }

    /** What an agent says decides nothing, and there may be millions of it. */
    private static boolean isTalk(CouncilEvent event) {
        return event instanceof CouncilEvent.AgentOutput || event instanceof CouncilEvent.AgentActivity;
    }

    private Decision answer() {
        strategy.dispensable(moves.state())
                .forEach((agent, why) -> stops.stop(moves.state().agent(agent), why));
        ask();
        startWhatMay();
        deciding.conclude();
        return new Decision(moves.state(), moves.commands());
    }

    private void on(AgentState agent, CouncilEvent.OfAgent event) {
        if (event instanceof CouncilEvent.MoneyReserved reserved) {
            AgentState solvent = agent.with(agent.attempts().reserve(reserved.amount()));
            if (agent.stop() == null) {
                moves.goToWork(solvent);
            } else {
                moves.endWaiting(solvent);
            }
        } else if (event instanceof CouncilEvent.MoneySettled) {
            moves.settled();
        } else if (event instanceof CouncilEvent.MoneyRefused refused) {
            attempts.refused(agent.with(agent.attempts().reserve(null)), refused);
        } else if (event instanceof CouncilEvent.WorkspaceLeased leased) {
            AgentState holding = agent.holding(leased.directory());
            moves.unlessStopped(holding, () -> moves.prepare(holding));
        } else if (event instanceof CouncilEvent.WorkspacePrepared) {
            moves.unlessStopped(agent, () -> moves.begin(agent));
        } else if (event instanceof CouncilEvent.AttemptStarted started) {
            moves.execute(agent.with(agent.attempts().begin(started.attempt())), started.timeout(), false);
        } else if (event instanceof CouncilEvent.AttemptHeld held) {
            moves.unlessStopped(agent, () -> moves.hold(agent, held.delay()));
        } else if (event instanceof CouncilEvent.AttemptRefused refused) {
            moves.refuse(agent, refused);
        } else if (event instanceof CouncilEvent.AgentSpending spending) {
            attempts.spends(agent.with(agent.attempts().spending(spending.cost())));
        } else if (event instanceof CouncilEvent.AttemptFinished finished) {
            attempts.ended(agent, finished.result());
        } else if (event instanceof CouncilEvent.RetryScheduled retry) {
            moves.put(agent.with(agent.attempts().due(retry.time().plus(retry.delay()))));
            moves.ask(new Command.AwaitRetry(agent.name(), retry.attempt(), retry.delay()));
        } else if (event instanceof CouncilEvent.RetryDue) {
            if (agent.phase() == Phase.WAITING) {
                moves.put(agent.at(Phase.READY));
            }
        } else if (event instanceof CouncilEvent.HedgeDue) {
            moves.change(
                    state -> state.asking(asking -> agent.name().equals(asking.latest()) ? asking.hurried() : asking));
        } else if (event instanceof CouncilEvent.RepositoryTouched touched) {
            moves.put(agent.noting(touched.found()));
        } else if (event instanceof CouncilEvent.ChangeCaptured captured) {
            attempts.captured(agent.changed(captured.change()));
        } else if (event instanceof CouncilEvent.WorkspaceReleased) {
            attempts.released(agent.holding(null));
        } else if (event instanceof CouncilEvent.Verified verified) {
            attempts.judged(agent.verified(verified.verification()));
        } else if (event instanceof CouncilEvent.ApplyRequested wanted) {
            moves.apply(agent, wanted.mode(), wanted.conflicts(), wanted.allowRisky());
        }
    }

    private void on(CouncilEvent event) {
        if (event instanceof CouncilEvent.CandidateDecided decided) {
            moves.put(moves.state().agent(decided.candidate().agent()).decided(decided.candidate()));
        } else if (event instanceof CouncilEvent.NextAsked next) {
            asked(next);
        } else if (event instanceof CouncilEvent.RunResumed resumed) {
            new Resumption(moves).resume(resumed.toEnd(), resumed.budget());
        } else if (event instanceof CouncilEvent.StepFailed failed) {
            attempts.failed(failed);
        } else if (event instanceof CouncilEvent.RunFinished finished) {
            Duration taken = finished.result().totals().duration();
            moves.change(
                    state -> state.ending(ending -> ending.over(state.started().plus(taken))));
        } else if (event instanceof CouncilEvent.DeadlineReached) {
            stops.all(StopCause.DEADLINE);
        } else if (event instanceof CouncilEvent.RoomRunningOut) {
            stops.whatHasNotBegun();
        } else if (event instanceof CouncilEvent.CancelRequested cancel) {
            StopCause cause = cancel.resumable() ? StopCause.INTERRUPTED : StopCause.CANCELLED;
            if (cancel.agent() == null) {
                stops.all(cause);
            } else {
                stops.stop(moves.state().agent(cancel.agent()), Stop.of(cause));
            }
        } else if (event instanceof CouncilEvent.Judged judged) {
            deciding.judged(judged.judgement());
        } else if (event instanceof CouncilEvent.Selected selected) {
            deciding.selected(new Selection(selected.winner(), selected.rule(), selected.reason()));
        } else if (event instanceof CouncilEvent.Applied applied) {
            Applied done =
                    new Applied(applied.agent(), applied.mode(), applied.branch(), applied.commit(), applied.already());
            moves.change(state -> state.ending(ending -> ending.applied(done)));
            moves.finish();
        } else if (event instanceof CouncilEvent.ApplyRefused refused) {
            moves.change(state -> state.ending(ending -> ending.applyRefused(refused.reason())));
            moves.finish();
        }
    }

    /** One question at a time. */
    private void ask() {
        Command.AskNext question = moves.state().stop() == null ? strategy.question(moves.state()) : null;
        if (question != null) {
            moves.change(state -> state.asking(Asking::wondering));
            moves.ask(question);
        }
    }

    private void asked(CouncilEvent.NextAsked next) {
        moves.change(state -> state.asking(asking -> asking.answered(next.next())));
        next.passedOver().forEach((agent, why) -> stops.stop(moves.state().agent(agent), Stop.notAsked(why)));
        if (next.next() != null) {
            moves.hedge(next.next());
        }
    }

    private void startWhatMay() {
        if (moves.state().stop() != null) {
            return;
        }
        int free = moves.plan().limits().concurrency() - moves.state().occupied();
        for (AgentState agent : waitingForAPlace()) {
            Purse purse = Purse.of(moves.state());
            if (purse.neverAllows(agent.plan())) {
                stops.stop(agent, Stop.noMoney(purse.refusal(agent.plan())));
            } else if (free > 0 && purse.allows(agent.plan())) {
                moves.takePlace(agent, purse);
                free--;
            }
        }
    }

    /** Agents with a retry due come before those that have not begun: they hold a workspace already. */
    private List<AgentState> waitingForAPlace() {
        List<AgentState> waiting = new ArrayList<>(moves.state().agents().stream()
                .filter(agent -> agent.phase() == Phase.READY)
                .toList());
        waiting.addAll(strategy.startable(moves.state()));
        return waiting;
    }
}
