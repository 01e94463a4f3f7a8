package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cli.Project.Outcome;
import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A judge that reads the diffs, among programs that are all right and cost about the same. */
class JudgeCommandTest {
    /** Tells where it is and spoils that, names the change that adds a line with {@code tidy}, and says what it costs. */
    private static final String READING = """
            echo "at $(git rev-parse HEAD), with $(cat file.txt)"
            echo spoilt >file.txt
            awk '/^=== Change /{letter=$3} /^\\+right tidy/{best=letter} END{print "BEST: " best}' \\
              "$COUNCIL_PROMPT_FILE"
            echo '{"cost_usd": 0.01}'
            """;

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void makeAProject() throws IOException {
        Map<String, String> agents = new LinkedHashMap<>();
        agents.put("messy", "echo right messy >file.txt; echo '{\"cost_usd\": 0.30}'");
        agents.put("tidy", "echo right tidy >file.txt; echo '{\"cost_usd\": 0.35}'");
        agents.put("wise", READING);
        project = Project.make(folder).configure(agents);
        project.write(
                        "council.yml",
                        Files.readString(project.root().resolve("council.yml"))
                                + "judge: { agent: wise, band: 0.10 }\n")
                .commit("configured");
    }

    @Test
    void decidesWithinItsBandAndIsToldEverywhere() throws IOException {
        Outcome outcome = project.council("run", "-a", "messy", "-a", "tidy", "--format", "json", "mend it");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        Schemas.check("result", outcome.out());
        AggregatedResult result = Json.result(Json.parse(outcome.out()));
        assertThat(result.winner()).isEqualTo("tidy");
        assertThat(result.totals().cost().known()).isEqualByComparingTo("0.66");
        assertThat(outcome.err()).contains("the judge wise prefers tidy, cost $0.0100 reported");
        assertThat(project.council("show", "latest").out())
                .contains(
                        "tidy is preferred by the judge wise: it cost $0.3500, within the band of the cheapest, messy,"
                                + " which cost $0.3000");
        assertThat(project.council("logs", "latest", "wise+judge").out())
                .startsWith("at " + project.git("rev-parse", "HEAD").strip() + ", with wrong\nBEST: ");
        assertThat(project.root().resolve("file.txt")).hasContent("wrong");
        assertThat(project.council("logs", "latest", "nobody+judge").err())
                .contains("there is no output of 'nobody+judge'");
        Schemas.check(
                "result", project.council("show", "latest", "--format", "json").out());
        assertThat(project.git("worktree", "list").lines()).hasSize(1);
    }

    @Test
    void isPartOfThePlan() throws IOException {
        Outcome plan = project.council("plan", "-a", "messy", "-a", "tidy", "mend it");

        assertThat(plan.out())
                .contains("Judge: wise compares what costs up to $0.10 more than the cheapest, once; expected"
                        + " unknown, at worst unknown");
        Schemas.check(
                "plan",
                project.council("plan", "-a", "messy", "-a", "tidy", "--format", "json", "mend it")
                        .out());
    }

    @Test
    void mustBeSomebodyWhoIsKnown() throws IOException {
        project.write(
                "council.yml",
                Files.readString(project.root().resolve("council.yml")).replace("agent: wise", "agent: wize"));

        Outcome outcome = project.council("run", "-a", "messy", "-a", "tidy", "mend it");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("council.yml:7: 'judge': unknown agent 'wize' - did you mean 'wise'?");
    }
}
