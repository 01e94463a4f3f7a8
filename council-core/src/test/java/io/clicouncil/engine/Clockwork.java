package io.clicouncil.engine;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Lets virtual time pass in runs that go on meanwhile. */
final class Clockwork {
    private Clockwork() {}

    /** A run that ends just now takes its timers with it, and one that was to tick again finds its worker gone. */
    static void pass(VirtualTimeScheduler timers, Duration time) {
        try {
            timers.advanceTimeBy(time);
        } catch (RejectedExecutionException over) {
            // The events tell how it ended.
        }
    }
}
