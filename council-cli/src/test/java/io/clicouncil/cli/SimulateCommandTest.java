package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cli.Project.Outcome;
import io.clicouncil.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SimulateCommandTest {
    private static final String TABLE = """
            task\tagent\tpassed\tcost_usd
            one\tsmall\t1\t0.10
            one\tlarge\t1\t1.00
            two\tsmall\t0\t0.20
            two\tlarge\t1\t1.50
            """;

    @TempDir
    private Path folder;

    @Nested
    class WithATable {
        private Project project;

        @BeforeEach
        void make() throws IOException {
            project = Project.bare(folder, "no-repository").write("outcomes.tsv", TABLE);
        }

        @Test
        void printsEachStrategyAndEachAgentAlone() {
            Outcome outcome = project.council("simulate", "outcomes.tsv");

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(outcome.out().lines())
                    .containsExactly(
                            "STRATEGY  SOLVED       COST     A SOLVED TASK  TIME  ORDER",
                            "all       2 (100.0 %)  $2.8000  $1.4000        -",
                            "race      2 (100.0 %)  unknown  -              -",
                            "cascade   2 (100.0 %)  $1.8000  $0.9000        -     small, large",
                            "small     1 (50.0 %)   $0.3000  $0.3000        -",
                            "large     2 (100.0 %)  $2.5000  $1.2500        -",
                            "",
                            "2 tasks are judged.");
            assertThat(outcome.err()).isEmpty();
        }

        @Test
        void printsTheDocumentAlone() throws IOException {
            Outcome outcome = project.council(
                    "simulate", "outcomes.tsv", "--strategy", "cascade", "--agents", "large", "--format", "json");

            Schemas.check("simulation", outcome.out());
            assertThat(Json.line(Json.parse(outcome.out())))
                    .isEqualTo("{\"schema\":\"council.simulation/1\",\"tasks\":2,\"rows\":["
                            + "{\"strategy\":\"cascade\",\"agents\":[\"large\"],\"worth\":null,\"solved\":2,"
                            + "\"cost\":\"2.5000\",\"seconds\":null},"
                            + "{\"strategy\":\"single\",\"agents\":[\"large\"],\"worth\":null,\"solved\":2,"
                            + "\"cost\":\"2.5000\",\"seconds\":null}]}");
        }

        @Test
        void saysWhatItsOrderIsLearnedFromAndWhoIsLeftOut() throws IOException {
            Outcome text = project.council("simulate", "outcomes.tsv", "--worth", "1", "--strategy", "cascade");

            assertThat(text.out())
                    .contains(
                            "cascade by mean cost",
                            "learned from the same tasks that are judged",
                            "After the others, large costs about $1.50 here and passes with a chance of 48 %, worth $0.48:"
                                    + " not asked.");
            Outcome json = project.council(
                    "simulate", "outcomes.tsv", "--worth", "1", "--strategy", "cascade", "--format", "json");
            Schemas.check("simulation", json.out());
            JsonNode row = Json.parse(json.out()).path("rows").path(0);
            assertThat(row.path("agents").toString()).isEqualTo("[\"small\"]");
            assertThat(row.path("worth").asString()).isEqualTo("1.0000");
            assertThat(row.path("cost").asString()).isEqualTo("0.3000");
            assertThat(json.err()).contains("learned from the same tasks");
        }

        @Test
        void printsWhatTheDocumentationShows() throws IOException {
            Path docs = Path.of("..", "docs").toAbsolutePath();
            String shown = Files.readString(docs.resolve("selection.md"));

            Outcome outcome = project.council(
                    "simulate", docs.resolve("outcomes.sample.tsv").toString(), "--worth", "1", "--learn", "0.5");

            assertThat(shown)
                    .contains("$ council simulate docs/outcomes.sample.tsv --worth 1 --learn 0.5\n" + outcome.out()
                            + "```");
        }

        @Test
        void drawsAPicture() throws IOException {
            Outcome outcome = project.council("simulate", "outcomes.tsv", "--plot", "money.svg");

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(Files.readString(project.root().resolve("money.svg")))
                    .startsWith("<svg ")
                    .endsWith("</svg>\n");
            assertThat(project.council("simulate", "outcomes.tsv", "--plot", "none/money.svg")
                            .exitCode())
                    .isEqualTo(ExitCode.ENVIRONMENT);
        }

        @Test
        void refusesWhatItCannotUnderstand() throws IOException {
            project.write("broken.tsv", TABLE + "two\tlarge\t1\t1.50\n");

            refuses("broken.tsv:6: a second outcome of 'large' for 'two'; the first is in line 5", "broken.tsv");
            refuses("no-such-file: there is no such file", "no-such-file");
            refuses("unknown agent 'larg' - did you mean 'large'?", "outcomes.tsv", "--agents", "larg");
            refuses(
                    "--strategy: unknown value 'cascde' - did you mean 'cascade'?",
                    "outcomes.tsv",
                    "--strategy=cascde");
            refuses("--worth: a number of 0 or more is expected, not 'much'", "outcomes.tsv", "--worth", "much");
            refuses("such as 0.5, not 1", "outcomes.tsv", "--learn", "1");
        }

        private void refuses(String message, String... arguments) {
            String[] all = new String[arguments.length + 1];
            all[0] = "simulate";
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            Outcome outcome = project.council(all);
            assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(outcome.err()).contains(message);
            assertThat(outcome.out()).isEmpty();
        }
    }

    @Nested
    class WithTheHistory {
        private Project project;

        @BeforeEach
        void make() throws IOException {
            project = Project.make(folder);
        }

        @Test
        void saysWhatToDoWhereThereIsNone() {
            Outcome outcome = project.council("simulate");

            assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(outcome.err()).contains("'council run' makes one");
        }

        @Test
        void takesEachRunForATask() throws IOException {
            Map<String, String> scripts = new LinkedHashMap<>();
            scripts.put("wrong", "echo nonsense >file.txt; echo '{\"cost_usd\": 0.10}'");
            scripts.put("right", "echo right >file.txt; echo '{\"cost_usd\": 0.40}'");
            project.configure(scripts).commit("configured");
            assertThat(project.council("run", "mend it").exitCode()).isZero();
            assertThat(project.council("run", "mend it").exitCode()).isZero();

            Outcome outcome = project.council("simulate", "--format", "json");

            Schemas.check("simulation", outcome.out());
            JsonNode document = Json.parse(outcome.out());
            assertThat(document.path("tasks").asInt()).isEqualTo(2);
            JsonNode cascade = document.path("rows").path(2);
            assertThat(cascade.path("agents").toString()).isEqualTo("[\"wrong\",\"right\"]");
            assertThat(cascade.path("solved").asInt()).isEqualTo(2);
            assertThat(cascade.path("cost").asString()).isEqualTo("1.0000");
            assertThat(cascade.path("seconds").isNumber()).isTrue();
        }
    }
}
