package io.clicouncil.engine;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a run goes on that was cut off or stopped: for each agent the command is given anew whose end was not recorded. Each
 * of them can be carried out twice without harm; an attempt that was begun is gone on with and never made again.
 */
final class Resumption {
    private final Moves moves;

    Resumption(Moves moves) {
        this.moves = moves;
    }

    /** Goes on. */
    void resume(boolean toEnd, @Nullable BigDecimal budget) {
        moves.change(state -> state.resumed(toEnd, budget));
        moves.ask(new Command.AwaitDeadline(moves.plan().limits().deadline()));
        moves.state().agents().forEach(this::goOn);
        String latest = moves.state().asking().latest();
        if (latest != null) {
            moves.hedge(latest);
        }
    }

    private void goOn(AgentState agent) {
        for (int attempt = 1; attempt <= agent.attempts().charges().size(); attempt++) {
            moves.settle(
                    agent.name(),
                    attempt,
                    agent.attempts().charges().get(attempt - 1).amount());
        }
        if (agent.attempts().reserved() == null) {
            // What was to be given back when the council was killed may be reserved still.
            moves.settle(agent.name(), agent.attempts().begun() + 1, BigDecimal.ZERO);
        }
        boolean stopped = agent.stop() != null;
        switch (agent.phase()) {
            case RESERVING ->
                moves.reserve(agent, Objects.requireNonNull(agent.attempts().reserved()));
            case QUEUED, SHORT, READY -> {
                if (stopped) {
                    moves.endWaiting(agent);
                } else if (agent.phase() == Phase.SHORT) {
                    moves.waitForPlace(agent);
                }
            }
            case LEASING -> {
                if (stopped) {
                    moves.decide(agent);
                } else {
                    moves.lease(agent);
                }
            }
            case PREPARING -> moves.unlessStopped(agent, () -> moves.prepare(agent));
            case RUNNING -> goOnWithAttempt(agent);
            case WAITING -> goOnWaiting(agent);
            case CAPTURING -> moves.capture(agent);
            case RELEASING -> moves.release(agent);
            case VERIFYING -> {
                if (stopped) {
                    moves.end(agent);
                } else {
                    moves.verify(agent, Objects.requireNonNull(agent.change()));
                }
            }
            case DECIDING -> moves.decide(agent);
            case DECIDED -> {
                // Nothing is open.
            }
        }
    }

    private void goOnWithAttempt(AgentState agent) {
        if (!agent.attempts().open()) {
            moves.unlessStopped(agent, () -> moves.begin(agent));
            return;
        }
        moves.execute(agent, agent.nextTimeout(), true);
        if (agent.stop() != null) {
            moves.ask(new Command.Stop(agent.name()));
        }
    }

    private void goOnWaiting(AgentState agent) {
        Instant due = agent.attempts().dueAt();
        if (agent.stop() != null) {
            moves.endWaiting(agent);
        } else if (due == null) {
            moves.retryLater(agent);
        } else {
            Duration left = Duration.between(moves.now(), due);
            moves.ask(new Command.AwaitRetry(
                    agent.name(), agent.attempts().begun() + 1, left.isNegative() ? Duration.ZERO : left));
        }
    }
}
