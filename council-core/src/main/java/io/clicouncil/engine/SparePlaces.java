package io.clicouncil.engine;

/**
 * The places of a run's concurrency that no agent can need any more, since fewer agents than places are left. Checks may take
 * one for work beside other work: so what runs never exceeds the concurrency, and no agent waits for a check.
 */
final class SparePlaces {
    private int spare;

    /**
     * Places.
     *
     * @param concurrency how many there are
     * @param agents how many agents may need one
     */
    SparePlaces(int concurrency, int agents) {
        this.spare = concurrency - agents;
    }

    /** An agent is over and needs none any more. */
    synchronized void agentOver() {
        spare++;
    }

    /** Takes a place where one is to be had. */
    synchronized boolean take() {
        if (spare <= 0) {
            return false;
        }
        spare--;
        return true;
    }

    /** Gives a place back. */
    synchronized void giveBack() {
        spare++;
    }
}
