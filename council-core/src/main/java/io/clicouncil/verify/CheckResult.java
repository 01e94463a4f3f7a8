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
 * @param duration how long it took
 * @param message a sentence for a person where it could not be run, else empty
 * @since 0.1
 */
public record CheckResult(
        String name,
        CheckStatus status,
        boolean required,
        @Nullable Integer exitCode,
        List<String> newFailures,
        @JsonProperty("durationSeconds") Duration duration,
        String message) {

    /** Checks the parts and takes a copy. */
    public CheckResult {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(message, "message");
        newFailures = List.copyOf(newFailures);
    }

    /** Whether the gate lets a change with this result through. */
    public boolean passes() {
        return !required || status == CheckStatus.PASSED || status == CheckStatus.FLAKY;
    }

    /** What happened, in words that can follow the check's name. */
    public String words() {
        return switch (status) {
            case PASSED -> "passed";
            case FAILED -> exitCode == null ? "failed" : "failed with exit code " + exitCode;
            case FLAKY -> "failed once and passed when it was run again";
            case TIMED_OUT -> "took longer than it may";
            case ERROR -> "could not be run: " + message;
            case SKIPPED -> "was not run";
        };
    }
}
