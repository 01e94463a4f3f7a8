package io.clicouncil.failure;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure as a value.
 *
 * @param kind what happened
 * @param message one sentence for a person, without secrets, prompt or environment values; may be empty
 * @param transientFailure whether a {@link FailureKind#CRASHED} is known to pass by itself
 * @param retryAfter how long the agent asked to wait before another attempt, or null where it did not say
 * @since 0.1
 */
public record Failure(
        FailureKind kind,
        String message,
        @JsonProperty("transient") boolean transientFailure,
        @JsonProperty("retryAfterSeconds") @Nullable Duration retryAfter) {

    /** Checks the delay. */
    public Failure {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
        if (retryAfter != null && retryAfter.isNegative()) {
            throw new IllegalArgumentException("retryAfter is negative: " + retryAfter);
        }
    }

    /** A failure with no wish for the time of a retry. */
    public static Failure of(FailureKind kind, String message) {
        return new Failure(kind, message, false, null);
    }

    /** The same failure, to be retried no sooner than after {@code delay}. */
    public Failure retryAfter(@Nullable Duration delay) {
        return new Failure(kind, message, transientFailure, delay);
    }

    /** What mends it. A quota whose end was named, and a crash that is known to pass, need no person. */
    public Remedy remedy() {
        boolean passes =
                (kind == FailureKind.QUOTA && retryAfter != null) || (kind == FailureKind.CRASHED && transientFailure);
        return passes ? Remedy.TIME : kind.remedy();
    }

    /** Whether another attempt may succeed without anybody's help. */
    public boolean retryable() {
        return remedy() == Remedy.TIME;
    }
}
