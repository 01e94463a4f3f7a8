package io.clicouncil.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Cost;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {
    private static final Set<FailureKind> RETRIED = EnumSet.of(
            FailureKind.RATE_LIMITED,
            FailureKind.OVERLOADED,
            FailureKind.NETWORK,
            FailureKind.TIMED_OUT,
            FailureKind.STALLED);

    private final RetryPolicy policy = new RetryPolicy(3, Duration.ofSeconds(4));

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void retriesExactlyWhatMayPassByItself(FailureKind kind) {
        assertThat(policy.retries(1, failed(Failure.of(kind, "")))).isEqualTo(RETRIED.contains(kind));
    }

    @Test
    void retriesACrashThatIsKnownToPass() {
        assertThat(policy.retries(1, failed(new Failure(FailureKind.CRASHED, "", true, null))))
                .isTrue();
    }

    @Test
    void neverRetriesASuccess() {
        assertThat(policy.retries(1, ExecutionResult.success(Cost.free()))).isFalse();
    }

    @Test
    void makesOneAttemptMoreThanItRetries() {
        ExecutionResult limited = failed(Failure.of(FailureKind.RATE_LIMITED, ""));

        assertThat(policy.retries(3, limited)).isTrue();
        assertThat(policy.retries(4, limited)).isFalse();
        assertThat(new RetryPolicy(0, Duration.ZERO).retries(1, limited)).isFalse();
    }

    @Test
    void doublesTheDelayWithinItsSpread() {
        ExecutionResult limited = failed(Failure.of(FailureKind.RATE_LIMITED, ""));

        for (int attempt = 1; attempt <= 3; attempt++) {
            long middle = 4000L << (attempt - 1);
            assertThat(policy.delayAfter(attempt, limited).toMillis())
                    .isBetween(middle - middle / 4 - 1, middle + middle / 4 + 1);
        }
        assertThat(new RetryPolicy(1, Duration.ZERO).delayAfter(1, limited)).isZero();
    }

    @Test
    void waitsExactlyAsLongAsItWasAskedTo() {
        Failure asked = Failure.of(FailureKind.RATE_LIMITED, "").retryAfter(Duration.ofSeconds(37));

        assertThat(policy.delayAfter(2, failed(asked))).isEqualTo(Duration.ofSeconds(37));
    }

    private static ExecutionResult failed(Failure failure) {
        return ExecutionResult.failed(failure);
    }
}
