package io.clicouncil.engine;

import org.jspecify.annotations.Nullable;

/**
 * A wish to stop.
 *
 * @param agent which agent, or null for the whole run
 * @param resumable whether what is stopped may go on when the run is resumed: an interrupt, and not a cancellation
 * @since 0.1
 */
public record StopRequest(@Nullable String agent, boolean resumable) {
    /** Stop everything for now; the run can be resumed. */
    public static StopRequest interrupt() {
        return new StopRequest(null, true);
    }

    /** Stop everything for good. */
    public static StopRequest wholeRun() {
        return new StopRequest(null, false);
    }

    /** Stop one agent for good; the others go on. */
    public static StopRequest agent(String name) {
        return new StopRequest(name, false);
    }
}
