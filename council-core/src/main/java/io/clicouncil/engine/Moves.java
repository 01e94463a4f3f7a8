package io.clicouncil.engine;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.event.CouncilEvent.AttemptRefused;
import io.clicouncil.failure.Failure;
import io.clicouncil.task.Plan;
import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.ConflictRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The moves that a run can make: each changes the state, asks for a command, or does both. */
final class Moves {
    private final Instant now;
    private final List<Command> commands = new ArrayList<>();
    private RunState state;

    /** Moves from this state on. */
    Moves(RunState state, Instant now) {
        this.state = state;
        this.now = now;
    }

    RunState state() {
        return state;
    }

    Plan plan() {
        return state.plan();
    }

    Instant now() {
        return now;
    }

    /** What was asked for, in this order. */
    List<Command> commands() {
        return List.copyOf(commands);
    }

    void ask(Command command) {
        commands.add(command);
    }

    void change(UnaryOperator<RunState> step) {
        state = step.apply(state);
    }

    void put(AgentState agent) {
        state = state.with(agent);
    }

    /** Goes on with an agent that has a place now: with money, where that is watched. */
    void takePlace(AgentState agent, Purse purse) {
        if (purse.watched()) {
            reserve(agent, purse.claim(agent.plan()));
        } else {
            goToWork(agent);
        }
    }

    void reserve(AgentState agent, BigDecimal amount) {
        put(agent.with(agent.attempts().reserve(amount)).at(Phase.RESERVING));
        ask(new Command.Reserve(agent.name(), agent.attempts().begun() + 1, amount, Purse.price(agent.plan()) == null));
    }

    /** Makes its workspace, or the next attempt in the one that it holds. */
    void goToWork(AgentState agent) {
        if (agent.repairing()) {
            begin(agent);
        } else if (agent.holdsWorkspace()) {
            prepare(agent);
        } else {
            lease(agent);
        }
    }

    /** Puts it back among those that wait for a place. */
    void waitForPlace(AgentState agent) {
        put(agent.at(agent.holdsWorkspace() ? Phase.READY : Phase.QUEUED));
    }

    /** Records what an attempt takes from the budget of the day; what was reserved for it besides is free then. */
    void settle(String agent, int attempt, BigDecimal amount) {
        if (plan().limits().dailyBudget() != null) {
            change(now -> now.unsettled(1));
            ask(new Command.Settle(agent, attempt, amount));
        }
    }

    /** Lets those ask again that wait for money. */
    void settled() {
        change(now -> now.unsettled(-1));
        state.agents().stream().filter(other -> other.phase() == Phase.SHORT).forEach(this::waitForPlace);
    }

    void lease(AgentState agent) {
        put(agent.at(Phase.LEASING));
        ask(new Command.Lease(agent.name()));
    }

    /** The first attempt in a workspace without setup commands finds it as it was made. */
    void prepare(AgentState agent) {
        if (agent.attempts().begun() == 0 && plan().setup().commands().isEmpty()) {
            begin(agent);
        } else {
            put(agent.at(Phase.PREPARING));
            ask(new Command.Prepare(agent.name(), agent.attempts().begun() + 1));
        }
    }

    void begin(AgentState agent) {
        put(agent.at(Phase.RUNNING));
        ask(new Command.BeginAttempt(agent.name(), agent.attempts().begun() + 1, agent.nextTimeout()));
    }

    void execute(AgentState agent, Duration timeout, boolean resumed) {
        AgentState running = agent.at(Phase.RUNNING);
        put(running);
        ask(new Command.Execute(
                agent.name(), agent.attempts().begun(), timeout, Purse.most(agent), Repair.of(running), resumed));
    }

    void retryLater(AgentState agent) {
        put(agent.at(Phase.WAITING));
        ask(new Command.ScheduleRetry(
                agent.name(),
                agent.attempts().begun() + 1,
                Objects.requireNonNull(agent.attempts().last())));
    }

    /** Waits, without a place and without money, for its next attempt. */
    void hold(AgentState agent, Duration delay) {
        AgentState held = giveBack(agent);
        put(held.at(Phase.WAITING).with(held.attempts().due(now.plus(delay))));
        ask(new Command.AwaitRetry(agent.name(), agent.attempts().begun() + 1, delay));
    }

    /** Ends an agent whose attempt is not made; one that has made attempts ends as the last of them did. */
    void refuse(AgentState agent, AttemptRefused event) {
        if (agent.phase() != Phase.RUNNING && agent.phase() != Phase.WAITING) {
            return; // It was stopped while it waited.
        }
        ExecutionResult last = agent.attempts().last();
        Failure before = last == null ? null : last.failure();
        AgentState refused = agent.broken(
                before == null
                        ? Failure.of(event.kind(), event.reason())
                        : Failure.of(before.kind(), before.message() + "; not tried again: " + event.reason()));
        if (before == null) {
            unlessStopped(agent, () -> release(refused));
        } else {
            unlessStopped(agent, () -> capture(refused));
        }
    }

    void capture(AgentState agent) {
        put(agent.at(Phase.CAPTURING));
        ask(new Command.Capture(agent.name()));
    }

    void release(AgentState agent) {
        put(agent.at(Phase.RELEASING));
        ask(new Command.Release(agent.name()));
    }

    void verify(AgentState agent, Change change) {
        put(agent.at(Phase.VERIFYING));
        ask(new Command.Verify(agent.name(), change, agent.attempts().repairs()));
    }

    void decide(AgentState agent) {
        AgentState over = giveBack(agent);
        put(over.at(Phase.DECIDING));
        ask(new Command.Decide(Outcome.of(over, plan())));
    }

    /** What was reserved for an attempt that is not made. */
    private AgentState giveBack(AgentState agent) {
        if (agent.attempts().reserved() == null) {
            return agent;
        }
        settle(agent.name(), agent.attempts().begun() + 1, BigDecimal.ZERO);
        return agent.with(agent.attempts().reserve(null));
    }

    /** Lets it go on from its own change. */
    void repair(AgentState agent) {
        put(agent.with(agent.attempts().repair()).at(Phase.READY));
    }

    /** Ends an agent whose change is safe. */
    void end(AgentState agent) {
        if (agent.holdsWorkspace()) {
            release(agent);
        } else {
            decide(agent);
        }
    }

    /** Ends an agent that waits for something: what its workspace holds is saved. */
    void endWaiting(AgentState agent) {
        if (agent.holdsWorkspace()) {
            capture(agent);
        } else {
            decide(agent);
        }
    }

    /** Goes on with an agent in its workspace, or gives that back where the agent was stopped meanwhile. */
    void unlessStopped(AgentState agent, Runnable next) {
        if (agent.stop() == null) {
            next.run();
        } else if (agent.attempts().begun() == 0) {
            release(agent);
        } else {
            capture(agent);
        }
    }

    /** Waits for an agent of a cascade no longer than its hedge. */
    void hedge(String agent) {
        Duration patience = plan().strategy().hedge();
        if (patience != null && !state.agent(agent).over()) {
            ask(new Command.AwaitHedge(agent, patience));
        }
    }

    void apply(AgentState agent, ApplyMode mode, ConflictRule conflicts, boolean allowRisky) {
        ask(new Command.Apply(
                Objects.requireNonNull(agent.candidate()),
                Objects.requireNonNull(agent.change()),
                mode,
                conflicts,
                allowRisky));
    }

    void finish() {
        ask(new Command.Finish(Conclusion.of(state, now)));
    }
}
