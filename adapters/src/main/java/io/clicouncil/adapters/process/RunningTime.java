package io.clicouncil.adapters.process;

import java.util.function.LongSupplier;

/**
 * How long we have been watching. Between two looks no more passes than a few periods: while this process was stopped, or
 * the machine suspended, nobody watched, and a limit of time that ran on would be passed by commands that had no chance.
 */
final class RunningTime {
    private static final int MOST_PERIODS = 3;

    private final LongSupplier nanoClock;
    private final long mostNanos;
    private long counted;
    private long lastLook;

    RunningTime(LongSupplier nanoClock, long periodNanos) {
        this.nanoClock = nanoClock;
        this.mostNanos = MOST_PERIODS * periodNanos;
        this.lastLook = nanoClock.getAsLong();
    }

    /** Somebody looks now. It must come once in a period. */
    synchronized void look() {
        counted = nanos();
        lastLook = nanoClock.getAsLong();
    }

    /** The time until now, which never goes back. */
    synchronized long nanos() {
        return counted + Math.min(mostNanos, nanoClock.getAsLong() - lastLook);
    }
}
