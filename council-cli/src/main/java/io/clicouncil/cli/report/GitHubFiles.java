package io.clicouncil.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.Candidate.ChangeSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The files by which a step of a GitHub workflow tells its summary and its outputs. Nothing that an agent wrote gets into
 * the outputs, for others build commands of them.
 *
 * @param summary the file of the step's summary, or null where there is none
 * @param outputs the file of the step's outputs, or null where there is none
 * @since 0.1
 */
public record GitHubFiles(@Nullable Path summary, @Nullable Path outputs) {
    /** What a step's summary may hold; of a larger one nothing at all is shown. */
    private static final long SUMMARY_BYTES = 1024 * 1024;

    /** The files that the environment names. */
    public static GitHubFiles of(Map<String, String> environment) {
        return new GitHubFiles(file(environment.get("GITHUB_STEP_SUMMARY")), file(environment.get("GITHUB_OUTPUT")));
    }

    private static @Nullable Path file(@Nullable String name) {
        return name == null || name.isBlank() ? null : Path.of(name);
    }

    /** Whether there is neither. */
    public boolean isEmpty() {
        return summary == null && outputs == null;
    }

    /**
     * Adds to them what came of a run.
     *
     * @param exitCode what the command ends with
     * @throws CouncilException of reason {@code INTERNAL} where one cannot be written
     */
    public void write(RunFacts facts, int exitCode) {
        try {
            if (outputs != null) {
                append(outputs, outputs(facts.result(), exitCode));
            }
            if (summary != null) {
                // Others may have written to it in the same step.
                long there = Files.exists(summary) ? Files.size(summary) : 0;
                append(summary, new MarkdownReport(facts).text(SUMMARY_BYTES - there));
            }
        } catch (IOException error) {
            throw new CouncilException(
                    CouncilException.Reason.INTERNAL,
                    "the summary or the outputs of this workflow step cannot be written ("
                            + error.getClass().getSimpleName() + ")",
                    error);
        }
    }

    private static String outputs(AggregatedResult result, int exitCode) {
        ChangeSummary change = result.winningCandidate().map(Candidate::change).orElse(null);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("status", result.status().toString());
        values.put("winner", result.winner() == null ? "" : result.winner());
        values.put("cost", result.totals().cost().known().toPlainString());
        values.put("cost-unknown", String.valueOf(result.totals().cost().unknownCount()));
        values.put("branch", change == null ? "" : change.branch());
        values.put("commit", change == null ? "" : change.commit());
        values.put("run-id", result.runId());
        values.put("exit-code", String.valueOf(exitCode));
        StringBuilder lines = new StringBuilder();
        // Nobody can end a value early by a line that he cannot guess.
        values.forEach((name, value) -> {
            String end = "end-" + UUID.randomUUID();
            lines.append(name).append("<<").append(end).append('\n');
            lines.append(value).append('\n').append(end).append('\n');
        });
        return lines.toString();
    }

    private static void append(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
