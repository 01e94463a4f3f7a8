package io.clicouncil.engine;

import io.clicouncil.task.Plan.PlannedJudge;

/** Stops agents where they stand. */
final class Stopping {
    private final Moves moves;

    Stopping(Moves moves) {
        this.moves = moves;
    }

    /** Stops the whole run. */
    void all(StopCause cause) {
        if (moves.state().stop() == null || moves.state().stop() == StopCause.NO_ROOM) {
            moves.change(state -> state.stopped(cause));
            moves.state().agents().forEach(agent -> stop(agent, Stop.of(cause)));
            PlannedJudge judge = moves.plan().judge();
            if (judge != null && moves.state().decided()) {
                moves.ask(new Command.Stop(Command.Judge.place(judge.agent().name())));
            }
        }
    }

    /** What runs is paid for already and goes on to its end. */
    void whatHasNotBegun() {
        if (moves.state().stop() == null) {
            moves.change(state -> state.stopped(StopCause.NO_ROOM));
            moves.state().agents().stream()
                    .filter(agent -> agent.phase() == Phase.QUEUED
                            || agent.phase() == Phase.SHORT
                            || agent.phase() == Phase.WAITING
                            || agent.phase() == Phase.READY)
                    .forEach(agent -> stop(agent, Stop.of(StopCause.NO_ROOM)));
        }
    }

    /** Stops an agent, unless it is over or being stopped already. */
    void stop(AgentState agent, Stop why) {
        if (agent.stop() != null || agent.over()) {
            return;
        }
        AgentState stopped = agent.stopped(why);
        moves.put(stopped);
        switch (agent.phase()) {
            case QUEUED, SHORT, WAITING, READY -> moves.endWaiting(stopped);
            case PREPARING, RUNNING, VERIFYING -> moves.ask(new Command.Stop(agent.name()));
            default -> {
                // It holds or is about to hold its workspace for a moment; the next event of it finds the cause.
            }
        }
    }
}
