package io.clicouncil.process;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a command may use before its tree is ended. Time is the machine's running time: a suspended machine, a changed
 * clock or a stopped council takes nothing of it.
 *
 * @param timeout how long it may take in all, positive
 * @param idle how long it may print nothing, positive, or null for no limit
 * @param outputBytes how much it may print on both channels together, or null for no limit
 * @param memoryBytes how much memory its whole tree may hold at a time, or null for no limit
 * @param processes how many processes its tree may have at a time, or null for no limit
 * @since 0.1
 */
public record CommandLimits(
        @JsonProperty("timeoutSeconds") Duration timeout,
        @JsonProperty("idleSeconds") @Nullable Duration idle,
        @Nullable Long outputBytes,
        @Nullable Long memoryBytes,
        @Nullable Integer processes) {

    /** Checks that every limit is positive. */
    public CommandLimits {
        Objects.requireNonNull(timeout, "timeout");
        requirePositive("timeout", isPositive(timeout));
        requirePositive("idle", idle == null || isPositive(idle));
        requirePositive("outputBytes", outputBytes == null || outputBytes > 0);
        requirePositive("memoryBytes", memoryBytes == null || memoryBytes > 0);
        requirePositive("processes", processes == null || processes > 0);
    }

    /** A limit of time and no other. */
    public static CommandLimits time(Duration timeout) {
        return new CommandLimits(timeout, null, null, null, null);
    }

    /** The same with another limit of time. */
    public CommandLimits timeout(Duration other) {
        return new CommandLimits(other, idle, outputBytes, memoryBytes, processes);
    }

    /** The same for a command that has every right to be silent. */
    public CommandLimits mayIdle() {
        return new CommandLimits(timeout, null, outputBytes, memoryBytes, processes);
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void requirePositive(String what, boolean positive) {
        if (!positive) {
            throw new IllegalArgumentException(what + " is positive");
        }
    }
}
