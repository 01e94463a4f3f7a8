package io.clicouncil.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the manifests that come with the council make of a limit whose end is named in words. */
class LimitWordsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    codex     | {'type':'turn.failed','error':{'message':'hit your usage limit, or try again in 5 days 22 hours 11 minutes.'}} | QUOTA        | PT142H11M
                    codex     | {'type':'turn.failed','error':{'message':'rate limit reached. Please try again in 1.898s.'}}                    | RATE_LIMITED | PT1.898S
                    gemini    | {'type':'result','error':{'message':'RESOURCE_EXHAUSTED: your quota will reset after 3h25m10s.'}}              | RATE_LIMITED | PT3H25M10S
                    gemini    | {'type':'result','error':{'message':'check your plan and billing details. Please retry in 34.5s.'}}            | QUOTA        | PT34.5S
                    copilot   | {'type':'session.error','data':{'statusCode':429,'message':'Please try again in 2 hours 11 minutes.'}}         | RATE_LIMITED | PT2H11M
                    opencode  | {'type':'error','error':{'name':'APIError','data':{'statusCode':429,'message':'resets in 5m30s'}}}             | RATE_LIMITED | PT5M30S
                    """)
    void nameItsEnd(String adapter, String record, FailureKind kind, Duration wait) throws IOException {
        Failure failure = failure(adapter, record, "");

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.retryAfter()).isEqualTo(wait);
        assertThat(failure.retryable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"codex, QUOTA", "gemini, QUOTA"})
    void mayLeaveItsEndOpen(String adapter, FailureKind kind) throws IOException {
        String message = "{'message':'check your plan and billing details'}";
        String record = adapter.equals("codex")
                ? "{'type':'turn.failed','error':" + message + "}"
                : "{'type':'result','error':" + message + "}";
        Failure failure = failure(adapter, record, "");

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.retryAfter()).isNull();
        assertThat(failure.retryable()).isFalse();
    }

    @Test
    void countOnlyWhereTheLimitStands() throws IOException {
        String talk = "the cache resets in 3 hours\n" + "x".repeat(400) + "\n";

        assertThat(failure("gemini", "", talk + "TerminalQuotaError: used up").retryAfter())
                .isNull();
        assertThat(failure("gemini", "", "TerminalQuotaError: used up.\nYour quota will reset after 2h17m3s.")
                        .retryAfter())
                .isEqualTo(Duration.parse("PT2H17M3S"));
    }

    private Failure failure(String adapter, String record, String errors) throws IOException {
        Path stdout = Files.writeString(folder.resolve("stdout"), record.replace('\'', '"') + "\n");
        Path stderr = Files.writeString(folder.resolve("stderr"), errors);
        Manifest manifest = Manifest.of(adapter, ManifestSource.bundled(adapter).content());
        ManifestTranscript transcript =
                new ManifestTranscript(manifest, folder, folder, Cost.unknown(), Billing.METERED);
        return Objects.requireNonNull(
                transcript.report(new Printed(1, stdout, stderr)).failure());
    }
}
