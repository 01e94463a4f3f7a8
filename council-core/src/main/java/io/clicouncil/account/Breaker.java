package io.clicouncil.account;

import io.clicouncil.failure.FailureKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of an account or an agent: Resilience4j's, brought to the state that its entry tells of, so that it
 * decides the same in every process. It lives for one question or one answer.
 */
final class Breaker {
    /** So many failures in a row open the breaker of an agent. */
    static final int ENOUGH = 5;

    /** So long it stays open. */
    static final Duration REST = Duration.ofMinutes(10);

    private static final int ALL_PERCENT = 100;

    private final CircuitBreaker breaker;
    private final @Nullable Entry entry;
    private final Instant now;

    /** The breaker of what is remembered by this entry, if anything. */
    Breaker(@Nullable Entry entry, Instant now) {
        this.entry = entry;
        this.now = now;
        this.breaker = CircuitBreaker.of(
                "council",
                CircuitBreakerConfig.custom()
                        .clock(Clock.fixed(now, ZoneOffset.UTC))
                        .slidingWindow(ENOUGH, ENOUGH, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(ALL_PERCENT)
                        .recordResult(FailureKind.class::isInstance)
                        .waitDurationInOpenState(REST)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
        if (entry != null) {
            restore(entry);
        }
    }

    private void restore(Entry known) {
        if (known.triedOut(now)) {
            breaker.transitionToOpenStateUntil(now.minusMillis(1));
            breaker.tryAcquirePermission();
        } else if (known.until() != null) {
            breaker.transitionToOpenStateUntil(known.until());
        } else {
            for (int i = 0; i < known.failures(); i++) {
                fail(known.cause());
            }
        }
    }

    private void fail(FailureKind cause) {
        breaker.onResult(0, TimeUnit.MILLISECONDS, cause);
    }

    /** Whether an attempt may be made now. Once its rest is over, one is let through. */
    boolean mayPass() {
        return breaker.tryAcquirePermission();
    }

    /** What to remember of an agent whose attempt was let through, where that is the one that tries it out. */
    @Nullable
    Entry passed() {
        // Should nobody tell how it ends, the breaker rests again and opens by itself.
        return entry != null && breaker.getState() == State.HALF_OPEN
                ? new Entry(entry.key(), entry.name(), entry.failures(), now.plus(REST), true, entry.cause(), now)
                : entry;
    }

    /** What to remember of an agent whose attempt failed. */
    Entry failed(Member member, FailureKind cause) {
        fail(cause);
        int failures = Math.min(ENOUGH, entry == null ? 1 : entry.failures() + 1);
        // An attempt that was begun before the breaker opened tells it nothing new.
        Instant known = entry == null || entry.trial() ? null : entry.until();
        Instant until = breaker.getState() != State.OPEN ? null : known == null ? now.plus(REST) : known;
        return new Entry(member.key(), member.agent(), failures, until, false, cause, now);
    }

    /** What to remember of an agent whose attempt ended in a way that says nothing of it. */
    @Nullable
    Entry undecided() {
        return entry != null && entry.trial()
                ? new Entry(entry.key(), entry.name(), entry.failures(), now, false, entry.cause(), now)
                : entry;
    }
}
