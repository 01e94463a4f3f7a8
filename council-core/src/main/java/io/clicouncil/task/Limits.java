package io.clicouncil.task;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.clicouncil.process.CommandLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a run.
 *
 * @param attempt what one attempt may use; a retry after a time-out gets twice the time
 * @param deadline how long the run may take in all
 * @param retry how failed attempts are made again
 * @param concurrency how many agents work or are judged at once
 * @param budget what the run may cost in US dollars, or null for no limit
 * @param dailyBudget what all runs of a day that have such a limit may cost in US dollars, or null for none
 * @since 0.1
 */
public record Limits(
        CommandLimits attempt,
        @JsonProperty("deadlineSeconds") Duration deadline,
        RetryPolicy retry,
        int concurrency,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        BigDecimal budget,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        BigDecimal dailyBudget) {
    /**
     * For an attempt half an hour, ten minutes without output, 1 GiB of output, 8 GiB of memory and 512 processes; two
     * hours in all, three retries, four agents at once, and any amount of money.
     */
    public static final Limits DEFAULT = new Limits(
            new CommandLimits(Duration.ofMinutes(30), Duration.ofMinutes(10), 1L << 30, 8L << 30, 512),
            Duration.ofHours(2),
            RetryPolicy.DEFAULT,
            4,
            null,
            null);

    /** Checks the bounds. */
    public Limits {
        Objects.requireNonNull(retry, "retry");
        Objects.requireNonNull(attempt, "attempt");
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline is positive: " + deadline);
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency is at least 1: " + concurrency);
        }
        if (negative(budget) || negative(dailyBudget)) {
            throw new IllegalArgumentException("a budget is not negative");
        }
    }

    private static boolean negative(@Nullable BigDecimal amount) {
        return amount != null && amount.signum() < 0;
    }

    /** The same with another budget of the run in US dollars. */
    public Limits budget(@Nullable BigDecimal other) {
        return new Limits(attempt, deadline, retry, concurrency, other, dailyBudget);
    }
}
