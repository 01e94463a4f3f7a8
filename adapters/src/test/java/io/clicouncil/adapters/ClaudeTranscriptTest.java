package io.clicouncil.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapters.Recordings.Recording;
import io.clicouncil.adapters.Transcript.Report;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClaudeTranscriptTest {
    private static final Path RECORDINGS = Path.of("src/test/resources/claude");
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Report report(String output, @Nullable Integer exitCode, Map<String, String> environment) {
        try {
            Path stdout = Files.writeString(folder.resolve("stdout"), output);
            ClaudeTranscript transcript = new ClaudeTranscript(Path.of("/work"), environment, NOON);
            output.lines().forEach(line -> transcript.read(Channel.STDOUT, line));
            return transcript.report(new Printed(exitCode, stdout, folder.resolve("stderr")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Report report(String output) {
        return report(output.replace('\'', '"'), 1, Map.of());
    }

    static Stream<Recording> recordings() throws IOException {
        return new Recordings("claude").all();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void understands(Recording recording) throws IOException {
        Files.writeString(folder.resolve("stderr"), recording.stderr());

        Report report = report(recording.stdout(), recording.exitCode(), Map.of());

        Failure failure = report.failure();
        assertThat(failure == null ? null : failure.kind()).isEqualTo(recording.kind());
        assertThat(failure != null && failure.retryable()).isEqualTo(recording.transientFailure());
        assertThat(report.model()).isEqualTo(recording.model());
        if (recording.cost() == null) {
            assertThat(report.cost().known()).isFalse();
        } else {
            assertThat(report.cost().amount()).isEqualByComparingTo(recording.cost());
        }
        assertThat(report.usage()).isEqualTo(recording.usage());
    }

    @Test
    void everyRecordingHasARow() throws IOException {
        assertThat(new Recordings("claude").files())
                .containsExactlyInAnyOrderElementsOf(
                        recordings().map(Recording::name).toList());
    }

    @ParameterizedTest
    @CsvSource({"resume, true", "2.1.197/resume, false"})
    void knowsWhetherTheWholeSessionIsCounted(String recording, boolean whole) throws IOException {
        String output = Files.readString(RECORDINGS.resolve(recording + ".stdout"));
        Path stdout = Files.writeString(folder.resolve("stdout"), output);
        ClaudeTranscript transcript = new ClaudeTranscript(Path.of("/work"), Map.of(), NOON);

        Usage all = transcript
                .report(new Printed(0, stdout, folder.resolve("stderr")))
                .usage();

        // What the attempt before it used, in both versions.
        assertThat(transcript.countsAgain(all, new Usage(2100L, 130L, 8000L, 550L)))
                .isEqualTo(whole);
    }

    @Nested
    class WhileItRuns {
        private List<AgentEvent> events(String recording) throws IOException {
            ClaudeTranscript transcript = new ClaudeTranscript(Path.of("$WORKTREE"), Map.of(), NOON);
            return Files.readAllLines(RECORDINGS.resolve(recording + ".stdout")).stream()
                    .flatMap(line -> transcript.read(Channel.STDOUT, line).stream())
                    .toList();
        }

        @Test
        void toolsAreActivitiesAndAMessageIsCountedOnce() throws IOException {
            List<AgentEvent> events = events("stream-json-ok");

            assertThat(events.stream().filter(AgentEvent.Activity.class::isInstance))
                    .containsExactly(new AgentEvent.Activity("Write hello.txt"));
            List<Usage> spent = events.stream()
                    .filter(AgentEvent.Spending.class::isInstance)
                    .map(event -> ((AgentEvent.Spending) event).usage())
                    .toList();
            assertThat(spent).containsExactly(new Usage(1000L, null, 4000L, 500L), new Usage(2100L, null, 8000L, 550L));
        }

        @Test
        void aRetryOfItsOwnIsAnActivity() throws IOException {
            assertThat(events("rate-limit-429-recovers"))
                    .contains(new AgentEvent.Activity("rate limit, its retry 1 of 10 in 1.1 s"));
        }

        @Test
        void garbageIsNothing() {
            ClaudeTranscript transcript = new ClaudeTranscript(Path.of("/work"), Map.of(), NOON);
            String deep = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
            for (String line : List.of("", "{", "null", "[]", "{\"type\":7}", "{\"type\":\"assistant\"}", deep)) {
                assertThat(transcript.read(Channel.STDOUT, line)).isEmpty();
            }
        }
    }

    @Nested
    class Failures {
        private Failure failure(String result) {
            return Objects.requireNonNull(report(result).failure());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        402 | Payment required                           | QUOTA
                        403 | Forbidden                                  | AUTH
                        500 | API Error: 500                             | OVERLOADED
                        503 | Service unavailable                        | OVERLOADED
                        400 | something else is wrong with the request   | CRASHED
                        0   | Connection lost mid-response               | NETWORK
                        0   | OAuth token has expired                    | AUTH
                        0   | You've hit your usage limit                | QUOTA
                        """)
        void byStatusAndWords(int status, String words, FailureKind kind) {
            assertThat(failure("{'type':'result','subtype':'success','is_error':true,'api_error_status':" + status
                                    + ",'result':'" + words.replace("'", "\\u0027") + "'}")
                            .kind())
                    .isEqualTo(kind);
        }

        @ParameterizedTest
        @CsvSource(delimiter = ';', textBlock = """
                        Claude usage limit reached|1795266000                      ; PT1H
                        5-hour limit reached - resets 3:30pm                       ; PT3H30M
                        5-hour limit reached - resets 11am (UTC)                   ; PT23H
                        Weekly limit reached. It resets at 9pm (Europe/Berlin)     ; PT8H
                        """)
        void aLimitWhoseEndIsKnownIsWaitedFor(String words, Duration wait) {
            Failure failure = failure("{'type':'result','is_error':true,'result':'" + words + "'}");

            assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
            assertThat(failure.retryAfter()).isEqualTo(wait);
        }

        @Test
        void aLimitWhoseEndAnEventNamed() {
            Failure failure = failure("""
                    {'type':'rate_limit_event','rate_limit_info':{'status':'rejected','resetsAt':1795263000}}
                    {'type':'result','is_error':true,'api_error_status':429,'result':'too many requests'}""");

            assertThat(failure.retryAfter()).isEqualTo(Duration.ofMinutes(10));
        }

        @Test
        void noResult() {
            Failure well = Objects.requireNonNull(report("", 0, Map.of()).failure());

            assertThat(well.kind()).isEqualTo(FailureKind.BAD_OUTPUT);
            assertThat(failure("{'type':'system'}").kind()).isEqualTo(FailureKind.CRASHED);
        }

        @Test
        void aSuccessOfOneTurnForNothingWithARefusalBesideItIsNone() {
            Report report = report(
                    "{'type':'result','subtype':'success','is_error':false,'num_turns':1,'total_cost_usd':0,"
                                    .replace('\'', '"')
                            + "\"api_error_status\":429,\"result\":\"Rate limited\"}",
                    0,
                    Map.of());

            assertThat(Objects.requireNonNull(report.failure()).kind()).isEqualTo(FailureKind.RATE_LIMITED);
        }

        @Test
        void aSuccessWithAnotherExitCodeIsNone() {
            assertThat(failure("{'type':'result','is_error':false,'result':'done'}")
                            .kind())
                    .isEqualTo(FailureKind.CRASHED);
        }
    }

    @Nested
    class Denials {
        private static final String RESULT =
                "{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false,\"result\":\"done\",\"permission_denials\":"
                        + "[{\"tool_name\":\"Bash\",\"tool_use_id\":\"t1\"}]}";

        private static String used(String id) {
            return "{\"type\":\"assistant\",\"message\":{\"id\":\"m\",\"content\":[{\"type\":\"tool_use\",\"id\":\""
                    + id + "\",\"name\":\"Bash\",\"input\":{}}]}}\n";
        }

        @Test
        void areSaidWhereOtherToolsWorked() {
            Report report = report(used("t1") + used("t2") + RESULT, 0, Map.of());

            assertThat(report.failure()).isNull();
            assertThat(report.message()).isEqualTo("done (it was denied Bash)");
        }

        @Test
        void areARefusalWhereNothingElseWasDone() {
            Failure failure = report(used("t1") + RESULT, 0, Map.of()).failure();

            assertThat(failure).isEqualTo(Failure.of(FailureKind.REFUSED, "it was denied Bash"));
        }
    }

    @Nested
    class Prices {
        private static final String OLD = """
                {"type":"result","is_error":false,"total_cost_usd":0.5,"modelUsage":{"m":{"inputTokens":1}}}""";

        @Test
        void withoutABasisCountAtTheVendorsOwnEndpointOnly() {
            assertThat(report(OLD, 0, Map.of()).cost().known()).isTrue();
            assertThat(report(OLD, 0, Map.of("ANTHROPIC_BASE_URL", "https://api.anthropic.com"))
                            .cost()
                            .known())
                    .isTrue();
            assertThat(report(OLD, 0, Map.of("ANTHROPIC_BASE_URL", "http://127.0.0.1:11434"))
                            .cost()
                            .known())
                    .isFalse();
        }

        @Test
        void ofZeroForTokensThatWereUsedAreUnknown() {
            assertThat(report(OLD.replace("0.5", "0"), 0, Map.of()).cost().known())
                    .isFalse();
        }

        @Test
        void onAPlanAreNotional() {
            Report report =
                    report("{\"type\":\"system\",\"subtype\":\"init\",\"apiKeySource\":\"none\"}\n" + OLD, 0, Map.of());

            assertThat(report.billing()).isEqualTo(Billing.SUBSCRIPTION);
        }
    }
}
