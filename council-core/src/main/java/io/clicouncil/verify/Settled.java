package io.clicouncil.verify;

import io.clicouncil.process.StopSignal;

/**
 * How far the verdict on a change stands: once a required check has not passed, nothing hangs on those after it. Optional
 * checks that run beside the required ones are stopped then, unless they come before.
 */
final class Settled {
    private final StopSignal stop = StopSignal.create();
    private int at = Integer.MAX_VALUE;
    private int beside;

    /**
     * A verdict that is open.
     *
     * @param firstBeside the first check that runs beside the others
     */
    Settled(int firstBeside) {
        this.beside = firstBeside;
    }

    /** Raised when what runs beside the required checks is to end. */
    StopSignal stop() {
        return stop;
    }

    /** Whether a check is still of interest. */
    synchronized boolean reaches(int index) {
        return index < at;
    }

    /** Whether the next check beside the others is still of interest. */
    synchronized boolean reachesBeside(int index) {
        beside = index;
        return index < at;
    }

    /** A required check has not passed. */
    synchronized void settle(int index) {
        at = Math.min(at, index);
        if (beside > at) {
            stop.raise();
        }
    }
}
