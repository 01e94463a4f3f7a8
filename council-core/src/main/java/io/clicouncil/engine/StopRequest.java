package io.clicouncil.engine;

import org.jspecify.annotations.Nullable;

/**
 * A wish to stop.
 *
 * @param agent which agent, or null for the whole run
 * @since 0.1
 */
public record StopRequest(@Nullable String agent) {
    /** Stop everything. */
    public static StopRequest wholeRun() {
        return new StopRequest(null);
    }

    /** Stop one agent; the others go on. */
    public static StopRequest agent(String name) {
        return new StopRequest(name);
    }
}
