package io.clicouncil.adapters.acp;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.failure.FailureKind;
import io.clicouncil.json.Json;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    too many requests, retry after 7s                   | RATE_LIMITED | PT7S
                    hit your usage limit, try again in 2 hours          | QUOTA        | PT2H
                    insufficient_quota                                  | QUOTA        |
                    server busy, try again in 2 hours                   | OVERLOADED   |
                    """)
    void keepTheTimeAtWhichALimitEnds(String message, FailureKind kind, Duration wait) {
        var failure = Faults.of(Json.object("x").put("code", -32603).put("message", message));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.retryAfter()).isEqualTo(wait);
    }
}
