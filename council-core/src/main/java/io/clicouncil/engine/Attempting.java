package io.clicouncil.engine;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Dollars;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/** What follows for an agent from what comes of its attempts: another one, a repair, a judgement, or its end. */
final class Attempting {
    private final Moves moves;
    private final Stopping stops;

    Attempting(Moves moves, Stopping stops) {
        this.moves = moves;
        this.stops = stops;
    }

    private AgentState charged(AgentState agent, ExecutionResult result) {
        AgentState ended = agent.ended(result);
        List<Charge> charges = ended.attempts().charges();
        moves.settle(
                agent.name(), charges.size(), charges.get(charges.size() - 1).amount());
        return ended;
    }

    /** What an open attempt has cost so far. */
    void spends(AgentState agent) {
        moves.put(agent);
        Cost spent = agent.attempts().spending();
        BigDecimal most = Purse.most(agent);
        if (spent != null
                && spent.amount() != null
                && spent.billing() != Billing.SUBSCRIPTION
                && most != null
                && spent.amount().compareTo(most) > 0) {
            stops.stop(
                    agent,
                    Stop.tooDear("it had spent " + spent.words() + ", more than the " + Dollars.words(most)
                            + " that an attempt may cost"));
        }
    }

    /** There is not enough left of the day's money. */
    void refused(AgentState agent, CouncilEvent.MoneyRefused refused) {
        moves.put(agent.at(Phase.SHORT));
        if (agent.stop() != null) {
            moves.endWaiting(agent);
        } else if (!Purse.of(moves.state()).mayGetBack()) {
            // Those that were refused before it have waited for what it might have given back.
            moves.state().agents().stream()
                    .filter(waiting -> waiting.phase() == Phase.SHORT)
                    .forEach(waiting -> stops.stop(waiting, Stop.noMoney(shortOf(waiting, refused.left()))));
        }
    }

    private String shortOf(AgentState agent, BigDecimal left) {
        BigDecimal price = Purse.price(agent.plan());
        return Dollars.words(left) + " are left of the day's budget of "
                + Dollars.words(Objects.requireNonNull(moves.plan().limits().dailyBudget()))
                + (price == null ? "" : ", and its attempt may cost " + Dollars.words(price));
    }

    /** An attempt has ended. */
    void ended(AgentState before, ExecutionResult result) {
        AgentState agent = charged(before, result);
        if (agent.stop() == null
                && (agent.plan().retry().retries(agent.attempts().begun(), result) || cutOff(agent, result))) {
            moves.retryLater(agent);
        } else {
            moves.capture(agent);
        }
    }

    /** Stopped, and nobody of this run has asked for it: the council that ran it had to end in the middle. */
    private static boolean cutOff(AgentState agent, ExecutionResult result) {
        return result.failure() != null
                && result.failure().kind() == FailureKind.CANCELLED
                && agent.attempts().begun() <= agent.plan().retry().retries();
    }

    /** An agent that may repair its change keeps its workspace until that is judged. */
    void captured(AgentState agent) {
        if (agent.hasRepairsLeft() && toBeJudged(agent)) {
            moves.verify(agent, Objects.requireNonNull(agent.change()));
        } else {
            moves.release(agent);
        }
    }

    /** The checks have said what they think of its change. */
    void judged(AgentState agent) {
        if (agent.mayRepair()) {
            moves.repair(agent);
        } else {
            moves.end(agent);
        }
    }

    /** Its workspace is given back. */
    void released(AgentState agent) {
        if (agent.stop() == null && toBeJudged(agent)) {
            moves.verify(agent, Objects.requireNonNull(agent.change()));
        } else {
            moves.decide(agent);
        }
    }

    private boolean toBeJudged(AgentState agent) {
        return agent.verification() == null
                && agent.worthJudging()
                && !moves.plan().checks().isEmpty();
    }

    /** An attempt that was begun and cannot be told of has ended, and nobody knows what it cost. */
    private AgentState lost(AgentState agent, Failure failure) {
        return agent.attempts().open() ? charged(agent, ExecutionResult.failed(failure)) : agent;
    }

    /** A step of ours has failed. */
    void failed(CouncilEvent.StepFailed event) {
        if (event.agent() == null) {
            String failure = event.step() + " failed: " + event.message();
            moves.change(state -> state.ending(ending -> ending.failed(failure)));
            moves.finish();
            return;
        }
        String message = "the council could not " + event.step() + ": " + event.message();
        Failure failure = Failure.of(FailureKind.CRASHED, message);
        AgentState agent = lost(moves.state().agent(event.agent()), failure);
        if (agent.phase() == Phase.RELEASING) {
            // Its change is safe by then; what is left of the workspace goes with the end of the run.
            released(agent.holding(null));
            return;
        }
        AgentState broken = agent.stop() == null ? agent.broken(failure) : agent;
        if (agent.holdsWorkspace()) {
            moves.release(broken);
        } else {
            moves.decide(broken);
        }
    }
}
