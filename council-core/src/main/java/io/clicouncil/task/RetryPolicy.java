package io.clicouncil.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.failure.Failure;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Objects;

/**
 * How often an attempt is made again, on what, and how long after, and how often a change is repaired. The answers come from Resilience4j's
 * {@link RetryConfig}: its result predicate, its number of attempts, and its interval.
 *
 * @param retries how many further attempts there may be, 0 for none
 * @param delay the wait before the first retry, doubled for each further one and spread by a quarter either way, unless
 *     the agent asked for a time of its own
 * @param repairs how many attempts there may be that go on from a change which failed a check, 0 for none
 * @since 0.1
 */
public record RetryPolicy(
        int retries, @JsonProperty("delaySeconds") Duration delay, int repairs) {
    /** Three retries, the first after five seconds, and no repair. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofSeconds(5), 0);

    private static final double DOUBLED = 2.0;
    private static final double SPREAD = 0.25;

    /** Retries alone, without repairs. */
    public RetryPolicy(int retries, Duration delay) {
        this(retries, delay, 0);
    }

    /** Checks the bounds. */
    public RetryPolicy {
        Objects.requireNonNull(delay, "delay");
        if (retries < 0 || delay.isNegative() || repairs < 0) {
            throw new IllegalArgumentException("retries, their delay and repairs are not negative");
        }
    }

    /**
     * Whether another attempt follows.
     *
     * @param attempt the number of the attempt that ended, the first is 1
     * @param result how it ended
     */
    public boolean retries(int attempt, ExecutionResult result) {
        RetryConfig config = config();
        return attempt < config.getMaxAttempts()
                && config.<ExecutionResult>getResultPredicate().test(result);
    }

    /**
     * How long to wait before the next attempt. Random within the spread, so whoever needs it twice keeps it.
     *
     * @param attempt the number of the attempt that ended, the first is 1
     * @param result how it ended
     */
    public Duration delayAfter(int attempt, ExecutionResult result) {
        return Duration.ofMillis(
                config().<ExecutionResult>getIntervalBiFunction().apply(attempt, Either.right(result)));
    }

    private RetryConfig config() {
        return RetryConfig.<ExecutionResult>custom()
                .maxAttempts(retries + 1)
                .retryOnResult(RetryPolicy::retryable)
                .intervalBiFunction((attempt, outcome) -> interval(attempt, outcome.get()))
                .build();
    }

    private static boolean retryable(ExecutionResult result) {
        Failure failure = result.failure();
        return failure != null && failure.retryable();
    }

    private long interval(int attempt, ExecutionResult result) {
        Failure failure = result.failure();
        Duration asked = failure == null ? null : failure.retryAfter();
        if (asked != null) {
            return asked.toMillis();
        }
        return delay.isZero()
                ? 0
                : IntervalFunction.ofExponentialRandomBackoff(delay, DOUBLED, SPREAD)
                        .apply(attempt);
    }
}
