package io.clicouncil.account;

import io.clicouncil.failure.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an account or an agent. Of either without an entry nothing bad is known.
 *
 * @param key what tells it from all others
 * @param name what people call it
 * @param failures how many of an agent's attempts failed in a row; of an account 0
 * @param until when it may be asked again, or null where it may be
 * @param trial whether the attempt is being made that tries an agent out after its rest
 * @param cause what it was refused or failed with last
 * @param changed when this was noted
 */
record Entry(
        String key,
        String name,
        int failures,
        @Nullable Instant until,
        boolean trial,
        FailureKind cause,
        Instant changed) {
    /** How long failures count that were too few, and how long after its rest an agent is still to be tried out. */
    private static final Duration MEMORY = Duration.ofDays(1);

    /** Weekly limits are the longest that providers have. */
    static final Duration FARTHEST = Duration.ofDays(8);

    private static final int LONGEST_NAME = 200;

    Entry {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(changed, "changed");
        if (!key.matches("[0-9a-f]{16}") || name.length() > LONGEST_NAME || failures < 0 || failures > Breaker.ENOUGH) {
            throw new IllegalArgumentException("this is no entry of ours");
        }
    }

    boolean ofAgent() {
        return failures > 0;
    }

    /** Whether an attempt tries the agent out at this time. */
    boolean triedOut(Instant now) {
        return trial && until != null && until.isAfter(now);
    }

    /** Whether it says anything still. What lies too far ahead was noted by a clock that was wrong. */
    boolean counts(Instant now) {
        if (changed.isAfter(now.plus(MEMORY)) || (until != null && until.isAfter(now.plus(FARTHEST)))) {
            return false;
        }
        return ofAgent()
                ? (until == null ? changed : until).plus(MEMORY).isAfter(now)
                : until != null && until.isAfter(now);
    }
}
