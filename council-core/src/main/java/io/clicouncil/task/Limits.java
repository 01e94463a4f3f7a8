package io.clicouncil.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Objects;

/**
 * The limits of a run.
 *
 * @param timeout how long one attempt may take; a retry after a time-out gets twice the time
 * @param deadline how long the run may take in all
 * @param retry how failed attempts are made again
 * @param concurrency how many agents work or are judged at once
 * @since 0.1
 */
public record Limits(
        @JsonProperty("timeoutSeconds") Duration timeout,
        @JsonProperty("deadlineSeconds") Duration deadline,
        RetryPolicy retry,
        int concurrency) {
    /** Half an hour an attempt, two hours in all, three retries, four agents at once. */
    public static final Limits DEFAULT =
            new Limits(Duration.ofMinutes(30), Duration.ofHours(2), RetryPolicy.DEFAULT, 4);

    /** Checks the bounds. */
    public Limits {
        Objects.requireNonNull(retry, "retry");
        requirePositive("timeout", timeout);
        requirePositive("deadline", deadline);
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency is at least 1: " + concurrency);
        }
    }

    static void requirePositive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " is positive: " + duration);
        }
    }
}
