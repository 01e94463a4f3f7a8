package io.clicouncil.process;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended.
 *
 * @param ending what ended it
 * @param exitCode its exit code as a shell would give it (128 + n for signal n), or null where it never ran or left none
 * @param duration from start to the end of its tree; zero where it never ran
 * @param killLevel by what means its tree was held together, as {@code doctor} names it
 * @param sandbox what walled it in, {@code none} for nothing
 * @param resources what its tree used
 * @param message why it did not end by itself, in words for a person; empty where it did
 * @since 0.1
 */
public record CommandResult(
        Ending ending,
        @Nullable Integer exitCode,
        Duration duration,
        String killLevel,
        String sandbox,
        ResourceUsage resources,
        String message) {

    /** What ended a command. */
    public enum Ending {
        /** It ended by itself; the exit code says how. */
        EXITED,
        /** Its time was up. */
        TIMED_OUT,
        /** It printed nothing for too long. */
        STALLED,
        /** It printed too much, or its tree held too much memory or too many processes. */
        EXCEEDED,
        /** It was asked to stop. */
        STOPPED,
        /** The council that ran it went away and did not come back within the lease. */
        ABANDONED,
        /** There is no such executable, or it may not be executed. */
        NOT_FOUND,
        /** It could not be started for another reason, or was lost. */
        FAILED
    }

    /** Checks the parts. */
    public CommandResult {
        Objects.requireNonNull(ending, "ending");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(killLevel, "killLevel");
        Objects.requireNonNull(sandbox, "sandbox");
        Objects.requireNonNull(resources, "resources");
        Objects.requireNonNull(message, "message");
    }

    /** Whether it began at all. */
    public boolean ran() {
        return !duration.isZero();
    }

    /** Whether it ended by itself with exit code 0. */
    public boolean succeeded() {
        return ending == Ending.EXITED && exitCode != null && exitCode == 0;
    }
}
