package io.clicouncil.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.Stamp;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ProgressViewTest {
    private static final Stamp STAMP = new Stamp("20261121-093012-k3f9", 1, Instant.parse("2026-11-21T09:30:12Z"));

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ProgressView view =
            new ProgressView(new PrintStream(printed, true, StandardCharsets.UTF_8), ZoneOffset.UTC, false);

    @Test
    void aRetrySaysWhatTheLastAttemptFailedOf() {
        Failure failure = Failure.of(FailureKind.CRASHED, "its supervisor was killed");
        view.accept(new CouncilEvent.AttemptFinished(STAMP, "one", 1, ExecutionResult.failed(failure)));
        view.accept(retry());

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .endsWith("09:30:12 one: attempt 2 follows in 5s: its supervisor was killed\n");
    }

    @Test
    void aRetryWhoseFailureWasSeenBySomebodyElseSaysOfWhatKindItWas() {
        view.accept(retry());

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo("09:30:12 one: attempt 2 follows in 5s: the last ended as CRASHED\n");
    }

    private static CouncilEvent retry() {
        return new CouncilEvent.RetryScheduled(STAMP, "one", 2, FailureKind.CRASHED, Duration.ofSeconds(5));
    }
}
