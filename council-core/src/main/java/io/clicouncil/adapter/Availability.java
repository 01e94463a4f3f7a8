package io.clicouncil.adapter;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether an agent can be used on this machine, found without spending anything.
 *
 * @param installed whether its executable is there
 * @param version the version that it names, or null where that is not known
 * @param signedIn whether it can reach its account, or null where that cannot be told without spending
 * @param executable where it was found, or null
 * @param advice what to do about what is missing; empty where nothing is
 * @since 0.1
 */
public record Availability(
        boolean installed,
        @Nullable String version,
        @Nullable Boolean signedIn,
        @Nullable String executable,
        String advice) {

    /** Checks the parts. */
    public Availability {
        Objects.requireNonNull(advice, "advice");
    }

    /** It is there, and no more is known. */
    public static Availability ready() {
        return new Availability(true, null, null, null, "");
    }

    /** It is not there; {@code advice} says how to get it. */
    public static Availability missing(String advice) {
        return new Availability(false, null, null, null, advice);
    }

    /** Whether starting it makes sense: it is installed and not known to be signed out. */
    public boolean usable() {
        return installed && !Boolean.FALSE.equals(signedIn);
    }
}
