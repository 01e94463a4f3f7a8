package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cli.Project.Outcome;
import io.clicouncil.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands that look at the candidates of a run: one that wins, one without a price, one that fails. */
class CandidatesTest {
    private static final Map<String, String> TERMINAL = Map.of("COUNCIL_STDOUT_TTY", "yes");

    @TempDir
    Path folder;

    private Project project;
    private String run;

    @BeforeEach
    void runWithThree() throws IOException {
        project = Project.make(folder);
        Map<String, String> agents = new LinkedHashMap<>();
        agents.put("priced", "cat >/dev/null; echo right >file.txt; echo '{\"cost_usd\": 0.10}'");
        agents.put("unpriced", "cat >/dev/null; printf 'right\\n\\033[31mred\\n' >file.txt; echo new >more.txt");
        agents.put("wrong", "cat >/dev/null; echo worse >file.txt; echo '{\"cost_usd\": 0.01}'");
        project.configure(agents).commit("configured");
        Outcome done = project.council("run", "--format", "json", "mend the parser");
        assertThat(done.exitCode()).as(done.err()).isZero();
        run = Json.parse(done.out()).path("runId").asString();
    }

    @Test
    void diffGivesAPipeTheBytesAndATerminalWhatIsHarmless() {
        String bytes = project.council("diff", run, "unpriced").out();
        assertThat(bytes).contains("+\u001b[31mred\n", "+++ b/more.txt\n");

        String shown = project.council(with("PAGER", "cat"), "", "diff", run, "unpriced", "--color", "never")
                .out();
        assertThat(shown).isEqualTo(bytes.replace('\u001b', '\ufffd'));

        assertThat(project.council(with("PAGER", ""), "", "diff", run).out())
                .contains(
                        "\u001b[1mdiff --git a/file.txt b/file.txt\u001b[0m\n",
                        "\u001b[36m@@ -1 +1 @@\u001b[0m\n\u001b[31m-wrong\u001b[0m\n\u001b[32m+right\u001b[0m\n");
    }

    @Test
    void diffGoesThroughThePagerThatTheUserNames() {
        Path paged = folder.resolve("paged");
        Map<String, String> both = Map.of(
                "COUNCIL_STDOUT_TTY",
                "yes",
                "PAGER",
                "exit 9",
                "GIT_PAGER",
                "printenv LESS >" + paged + "; cat >>" + paged);

        Outcome diff = project.council(both, "", "diff", run, "--color", "never");

        assertThat(diff).isEqualTo(new Outcome(ExitCode.OK, "", ""));
        assertThat(paged)
                .content()
                .isEqualTo("FRX\n" + project.council("diff", run).out());
        assertThat(project.council(with("PAGER", "true"), "", "diff", run).exitCode())
                .as("a pager may end before all is read")
                .isZero();
        Outcome none = project.council(with("PAGER", "/no/such/pager 2>" + folder + "/err"), "", "diff", run);
        assertThat(none.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(none.err()).contains("the pager cannot be started");
    }

    @Test
    void diffTellsTheFilesAlone() {
        assertThat(project.council("diff", run, "unpriced", "--name-only").out())
                .isEqualTo("file.txt\nmore.txt\n");
        assertThat(project.council("diff", run, "unpriced", "--stat").out().lines())
                .containsExactly(
                        " file.txt |   3 ++-", " more.txt |   1 +", " 2 files changed, 3 insertions(+), 1 deletion(-)");
        assertThat(project.council("diff", run, "--stat", "--name-only").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void comparePutsTwoSideBySide() {
        Outcome compared = project.council(Map.of("COLUMNS", "72"), "", "compare", run, "priced", "wrong");

        assertThat(compared.exitCode()).as(compared.err()).isZero();
        assertThat(compared.out().lines())
                .contains(
                        "            priced *                       wrong",
                        "status      SUCCESS                        SUCCESS",
                        "eligible    yes                            no: check 'sh check.sh' fail…",
                        "checks      1/1                            0/1",
                        "            'sh check.sh' passed           'sh check.sh' failed with ex…",
                        "cost        $0.1000 reported               $0.0100 reported",
                        "change      1 file +1 -1                   1 file +1 -1",
                        "FILE      priced  wrong",
                        "file.txt  +1 -1   +1 -1",
                        "    1 -right                       |     1 +worse")
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(72));
        assertThat(project.council("compare", run, "priced", "unpriced").out())
                .contains("unknown")
                .doesNotContain("$0.00");
    }

    @Test
    void compareGivesAPatchThatMakesTheOneOfTheOther() throws IOException {
        Outcome unified = project.council("compare", run, "priced", "unpriced", "--unified");
        assertThat(unified.out()).contains("@@ -1 +1,2 @@\n right\n+\u001b[31mred\n");

        Outcome json = project.council("compare", run, "priced", "unpriced", "--format", "json");
        Schemas.check("compare", json.out());
        JsonNode document = Json.parse(json.out());
        assertThat(document.path("difference").asString()).isEqualTo(unified.out());
        assertThat(document.path("winner").asString()).isEqualTo("priced");
        JsonNode cost = document.path("sides").path(1).path("candidate").path("cost");
        assertThat(cost.path("amount").isNull()).isTrue();
    }

    @Test
    void compareStillTellsTheFactsWhenTheBranchesAreGone() throws IOException {
        assertThat(project.council("clean", "--yes").exitCode()).isZero();

        Outcome text = project.council("compare", run, "priced", "wrong");
        assertThat(text.exitCode()).isZero();
        assertThat(text.out())
                .contains("cost        $0.1000 reported")
                .endsWith("The two cannot be laid side by side: the branch council/" + run
                        + "/priced was deleted since\n");
        Outcome json = project.council("compare", run, "priced", "wrong", "--format", "json");
        Schemas.check("compare", json.out());
        assertThat(Json.parse(json.out()).path("difference").isNull()).isTrue();
        assertThat(project.council("compare", run, "priced", "wrong", "--unified")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(project.council("compare", run, "priced", "priced").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(project.council("diff", run, "--stat").out()).contains("1 file changed");
    }

    @Test
    void statsCountEachAgentAndSayWhatIsUnknown() throws IOException {
        Outcome text = project.council("stats");
        assertThat(text.out().lines().limit(4))
                .containsExactly(
                        "AGENT     RUNS  WINS  ELIGIBLE            COST PER ACCEPTED  MEDIAN TIME",
                        lineOf(text, 1, "priced    1     1     1/1 100% (21-100%)  $0.1000            "),
                        lineOf(text, 2, "unpriced  1     0     1/1 100% (21-100%)  unknown            "),
                        lineOf(text, 3, "wrong     1     0     0/1 0% (0-79%)      nothing accepted   "));

        Outcome json = project.council("stats", "--since", "1d", "--format", "json");
        Schemas.check("stats", json.out());
        JsonNode unpriced = Json.parse(json.out()).path("agents").path(1);
        assertThat(unpriced.path("costPerAccepted").isNull()).isTrue();
        assertThat(unpriced.path("unknownCostCount").asInt()).isEqualTo(1);

        assertThat(project.council("stats", "--since", "2099-01-01").out()).contains("No run has ended here");
        Outcome wrong = project.council("stats", "--since", "yesterday");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).startsWith("council: --since: a duration of a year at most, such as 7d or 12h");
    }

    @Test
    void historyIsFiltered() throws IOException {
        for (List<String> filters : List.of(
                List.of("--status", "winner"),
                List.of("--status", "no_winner,WINNER"),
                List.of("--agent", "wrong"),
                List.of("--winner", "priced"),
                List.of("--since", "1h"),
                List.of("--task", "The Parser"))) {
            assertThat(history(filters)).as(filters.toString()).contains(run);
        }
        for (List<String> filters : List.of(
                List.of("--status", "cut-off"),
                List.of("--agent", "somebody"),
                List.of("--winner", "wrong"),
                List.of("--since", "2099-01-01"),
                List.of("--task", "lexer"))) {
            assertThat(history(filters))
                    .isEqualTo("No run here is like that: 'council history' without filters lists them all.\n");
        }
        Outcome json = project.council("history", "--winner", "wrong", "--format", "json");
        Schemas.check("history", json.out());
        assertThat(Json.parse(json.out()).path("runs").isEmpty()).isTrue();
        assertThat(project.council("history", "--status", "winer").err()).contains("did you mean 'winner'?");
    }

    @Test
    void historyFitsTheWindow() {
        assertThat(project.council(Map.of("COLUMNS", "65"), "", "history").out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(65))
                .last()
                .asString()
                .endsWith("…");
        assertThat(project.council("history").out()).endsWith("mend the parser\n");
    }

    @Test
    void cleanSaysAsJsonWhatItWouldRemoveAndWhatItRemoved() throws IOException {
        Outcome before = project.council("clean", "--format", "json");
        Schemas.check("clean", before.out());
        JsonNode found = Json.parse(before.out()).path("runs").path(0);
        assertThat(found.path("branches").size()).isEqualTo(3);
        assertThat(found.path("done").isEmpty()).isTrue();
        assertThat(project.git("branch", "--list", "council/*").lines()).hasSize(3);

        Outcome removed = project.council("clean", "--yes", "--format", "json");
        Schemas.check("clean", removed.out());
        assertThat(Json.parse(removed.out()).path("removed").asBoolean()).isTrue();
        assertThat(Json.parse(removed.out()).path("runs").path(0).path("done").isEmpty())
                .isFalse();
        assertThat(project.git("branch", "--list", "council/*")).isEmpty();
        assertThat(Json.parse(project.council("clean", "--format", "json").out())
                        .path("runs")
                        .isEmpty())
                .isTrue();
    }

    private String history(List<String> filters) {
        List<String> command = new ArrayList<>(List.of("history"));
        command.addAll(filters);
        Outcome outcome = project.council(command.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome.out();
    }

    /** A line of which the beginning is known; its end is a time. */
    private static String lineOf(Outcome outcome, int number, String start) {
        String line = outcome.out().lines().skip(number).findFirst().orElseThrow();
        assertThat(line).startsWith(start).matches(".* [0-9.]+m?s");
        return line;
    }

    private static Map<String, String> with(String variable, String value) {
        Map<String, String> all = new LinkedHashMap<>(TERMINAL);
        all.put(variable, value);
        return all;
    }
}
