package io.clicouncil.fault;

import io.clicouncil.config.HostEnvironment;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A named place in the code at which this process ends as abruptly as by {@code kill -9}: no hook, no {@code finally}, no
 * flush. It does so only where the environment variable {@code COUNCIL_FAULT} names the place, for example
 * {@code branch-moved}, or {@code applying-file:3} for the third time that it is passed.
 *
 * @since 0.1
 */
public final class KillPoint {
    private static final int KILLED = 137;
    private static final String NAME;
    private static final AtomicInteger PASSES_LEFT;

    static {
        @Nullable String fault = HostEnvironment.current().get("COUNCIL_FAULT");
        String wanted = fault == null ? "" : fault;
        int colon = wanted.indexOf(':');
        NAME = colon < 0 ? wanted : wanted.substring(0, colon);
        PASSES_LEFT = new AtomicInteger(colon < 0 ? 1 : Integer.parseInt(wanted.substring(colon + 1)));
    }

    private KillPoint() {}

    /** Passes the place of that name, or ends there. */
    public static void pass(String name) {
        if (name.equals(NAME) && PASSES_LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
