package io.clicouncil.verify;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one check said of one change.
 *
 * @param name the check's name
 * @param status how it ended
 * @param required whether a change that does not pass it is out
 * @param exitCode its exit code, or null where it left none
 * @param newFailures tests that fail and did not fail on the base, where single tests are known by name
 * @param duration how long it took, all its runs together
 * @param message why it did not pass, or not at once, in words for a person where its exit code does not say it all; else
 *     empty
 * @param flags what a reader should look at although it passed, a sentence each
 * @since 0.1
 */
public record CheckResult(
        String name,
        CheckStatus status,
        boolean required,
        @Nullable Integer exitCode,
        List<String> newFailures,
        @JsonProperty("durationSeconds") Duration duration,
        String message,
        List<String> flags) {

    /** Checks the parts and takes copies. */
    public CheckResult {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(message, "message");
        newFailures = List.copyOf(newFailures);
        flags = List.copyOf(flags);
    }

    /** A result that nobody has to look at. */
    public CheckResult(
            String name,
            CheckStatus status,
            boolean required,
            @Nullable Integer exitCode,
            List<String> newFailures,
            Duration duration,
            String message) {
        this(name, status, required, exitCode, newFailures, duration, message, List.of());
    }

    /** Whether the gate lets a change with this result through. */
    public boolean passes() {
        return !required || status == CheckStatus.PASSED || status == CheckStatus.FLAKY;
    }

    /** What happened, in words that can follow the check's name. */
    public String words() {
        return switch (status) {
            case PASSED -> "passed";
            case FAILED -> failed();
            case FLAKY -> "failed once and passed when it was run again";
            case TIMED_OUT -> "took longer than it may";
            case ERROR -> "could not be run: " + message;
            case SKIPPED -> "was not run";
        };
    }

    private String failed() {
        String how = exitCode == null
                ? "failed"
                : exitCode == 0 ? "ended with exit code 0 and is no pass" : "failed with exit code " + exitCode;
        return message.isEmpty() ? how : how + ": " + message;
    }
}
