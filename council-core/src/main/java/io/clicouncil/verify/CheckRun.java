package io.clicouncil.verify;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.clicouncil.process.CommandResult;
import io.clicouncil.verify.report.TestReport;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was seen when a check ran once.
 *
 * @param status how it ended by its exit code
 * @param exitCode its exit code, or null where it left none
 * @param report what single tests said, or null where the check has no report
 * @param duration how long it took
 * @param message a sentence for a person where it did not end by itself, else empty
 */
record CheckRun(
        CheckStatus status,
        @Nullable Integer exitCode,
        @Nullable TestReport report,
        @JsonProperty("durationSeconds") Duration duration,
        String message) {

    CheckRun {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(message, "message");
    }

    static CheckRun of(CommandResult result, @Nullable TestReport report) {
        CheckStatus status = switch (result.ending()) {
            case EXITED -> result.succeeded() ? CheckStatus.PASSED : CheckStatus.FAILED;
            case TIMED_OUT, STALLED -> CheckStatus.TIMED_OUT;
            case STOPPED -> CheckStatus.SKIPPED;
            case NOT_FOUND, EXCEEDED, ABANDONED, FAILED -> CheckStatus.ERROR;
        };
        return new CheckRun(status, result.exitCode(), report, result.duration(), result.message());
    }

    /** It could not even begin. */
    static CheckRun error(String message) {
        return new CheckRun(CheckStatus.ERROR, null, null, Duration.ZERO, message);
    }

    /** Whether it ended by itself, so that its exit code and its tests say something. */
    boolean ended() {
        return status == CheckStatus.PASSED || status == CheckStatus.FAILED;
    }

    /** Whether it ended with exit code 0. */
    boolean green() {
        return status == CheckStatus.PASSED;
    }
}
