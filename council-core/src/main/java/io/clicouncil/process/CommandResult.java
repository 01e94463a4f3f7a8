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
 * @param message a sentence for a person where it could not be started, else empty
 * @since 0.1
 */
public record CommandResult(
        Ending ending, @Nullable Integer exitCode, Duration duration, String killLevel, String message) {

    /** What ended a command. */
    public enum Ending {
        /** It ended by itself; the exit code says how. */
        EXITED,
        /** Its time was up. */
        TIMED_OUT,
        /** It was asked to stop. */
        STOPPED,
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
        Objects.requireNonNull(message, "message");
    }

    /** Whether it ended by itself with exit code 0. */
    public boolean succeeded() {
        return ending == Ending.EXITED && exitCode != null && exitCode == 0;
    }
}
