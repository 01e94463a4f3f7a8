package io.clicouncil.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapters.Recordings.Recording;
import io.clicouncil.adapters.Transcript.Report;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.PriceTable;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Every recorded run of a real program, understood by the manifest that comes with the council. */
class RecordingsTest {
    private static final Map<String, String> IDS = Map.of("qwen", "qwen-code");

    /** What the recordings call a thing, and what we may call it. */
    private static final Map<String, Set<FailureKind>> KINDS = Map.ofEntries(
            Map.entry("auth", Set.of(FailureKind.AUTH)),
            Map.entry("quota", Set.of(FailureKind.QUOTA, FailureKind.CRASHED)),
            Map.entry("rate_limit", Set.of(FailureKind.RATE_LIMITED, FailureKind.CRASHED)),
            Map.entry("overloaded", Set.of(FailureKind.OVERLOADED)),
            Map.entry("transport", Set.of(FailureKind.NETWORK, FailureKind.CRASHED)),
            Map.entry("context", Set.of(FailureKind.REFUSED)),
            Map.entry("model", Set.of(FailureKind.REFUSED)),
            Map.entry("usage_error", Set.of(FailureKind.CRASHED)),
            Map.entry("limit", Set.of(FailureKind.BAD_OUTPUT)),
            // Where the agent itself does not notice, the council does: the change is empty.
            Map.entry("no_work", Set.of(FailureKind.REFUSED)),
            Map.entry("killed", Set.of(FailureKind.CRASHED)));

    /** Killed from outside before they had said a word of it: the council's own limits name what that is. */
    private static final Set<String> SILENT = Set.of("opencode/quota", "opencode/stream-cut", "qwen/rate-limit-429");

    @TempDir
    Path folder;

    static Stream<Recording> recordings() throws IOException {
        Stream<Recording> all = Stream.empty();
        for (String cli : List.of("codex", "copilot", "gemini", "opencode", "qwen")) {
            all = Stream.concat(all, new Recordings(cli).all());
        }
        return all;
    }

    /** The manifest in force; where the program was run with another format, with the output of that format. */
    private static Manifest manifest(Recording recording) throws IOException {
        String cli = String.valueOf(recording.folder().getFileName());
        String id = IDS.getOrDefault(cli, cli);
        ObjectNode content = ManifestSource.bundled(id).content();
        Path other = recording.folder().resolve("output-" + format(recording, cli) + ".yml");
        if (Files.exists(other)) {
            content.setAll((ObjectNode) new YAMLMapper().readTree(Files.readString(other)));
        }
        return Manifest.of(id, content);
    }

    private static String format(Recording recording, String cli) throws IOException {
        String said = recording.stdout();
        return switch (cli) {
            case "gemini" -> said.startsWith("{\n") ? "json" : "stream";
            case "qwen" -> said.startsWith("[") ? "json" : "stream";
            default -> recording.name().startsWith("text") ? "text" : "stream";
        };
    }

    private Report report(Recording recording) throws IOException {
        Path stdout = Files.writeString(folder.resolve("stdout"), recording.stdout());
        Path stderr = Files.writeString(folder.resolve("stderr"), recording.stderr());
        return new ManifestTranscript(
                        manifest(recording), Path.of("$WORKTREE"), folder, Cost.unknown(), Billing.METERED)
                .report(new Printed(recording.exitCode(), stdout, stderr));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void areUnderstood(Recording recording) throws IOException {
        if (recording.toString().equals("copilot/json-ok")) {
            Files.copy(recording.folder().resolve("usage.json"), folder.resolve("usage.json"));
        }
        Report report = report(recording);

        assertThat(kind(report)).as(String.valueOf(report.failure())).isEqualTo(recording.kind());
        assertThat(report.usage()).isEqualTo(recording.usage());
        assertThat(report.model()).isEqualTo(recording.model());
        // Codex does not say which model it asked; these runs asked for this one.
        Cost cost = Pricing.of(report, PriceTable.bundled(), "gpt-5.5");
        if (recording.cost() == null) {
            assertThat(cost.known()).isFalse();
        } else {
            assertThat(cost.amount()).isEqualByComparingTo(recording.cost());
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void areCalledWhatPeopleCalledThem(Recording recording) throws IOException {
        Failure failure = report(recording).failure();

        if (recording.verdict().equals("ok") || failure == null) {
            assertThat(failure).isNull();
            assertThat(recording.verdict()).isIn("ok", "no_work");
        } else {
            assertThat(failure.kind())
                    .isIn(Objects.requireNonNull(KINDS.get(recording.verdict()), recording.verdict()));
            if (failure.kind() == FailureKind.CRASHED) {
                assertThat(SILENT.contains(recording.toString())
                                || EnumSet.of(FailureKind.CRASHED).equals(KINDS.get(recording.verdict())))
                        .isTrue();
            } else {
                assertThat(failure.retryable()).isEqualTo(recording.transientFailure());
            }
            assertThat(failure.message()).isNotBlank().doesNotContain("\n");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    gemini/stream-json-ok                | write_file hello.txt
                    codex/git-commit                     |
                    codex/rate-limit-429-recovers-retry  | Reconnecting... 1/2 (exceeded retry limit, last status: 429 Too Many Requests)
                    opencode/json-ok                     | write hello.txt
                    qwen/stream-json-ok                  | write_file hello.txt
                    copilot/json-ok                      | create hello.txt
                    """)
    void sayWhatTheyDoWhileTheyRun(String name, @Nullable String first) throws IOException {
        Recording recording = recordings()
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow();
        ManifestTranscript transcript = new ManifestTranscript(
                manifest(recording), Path.of("$WORKTREE"), folder, Cost.unknown(), Billing.METERED);

        Stream<AgentEvent> activities = recording
                .stdout()
                .lines()
                .flatMap(line -> transcript.read(Channel.STDOUT, line).stream())
                .filter(AgentEvent.Activity.class::isInstance);
        assertThat(activities.findFirst().orElse(null))
                .isEqualTo(first == null ? null : new AgentEvent.Activity(first));
    }

    @ParameterizedTest
    @ValueSource(strings = {"codex", "copilot", "gemini", "opencode", "qwen"})
    void everyRecordingHasARow(String cli) throws IOException {
        Recordings recordings = new Recordings(cli);

        assertThat(recordings.files())
                .containsExactlyInAnyOrderElementsOf(
                        recordings.all().map(Recording::name).toList());
    }

    private static @Nullable FailureKind kind(Report report) {
        Failure failure = report.failure();
        return failure == null ? null : failure.kind();
    }
}
