package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cli.Project.Outcome;
import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.Candidate.ChangeSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The command as a user calls it, on real repositories with real processes. */
class CouncilTest {
    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void makeAProject() throws IOException {
        project = Project.make(folder);
    }

    @Nested
    class Running {
        @Test
        void namesTheCheapestThatPassesAndPrintsADocumentOfThePublishedShape() throws IOException {
            project.configure(Map.of(
                            "dear", right("0.40"),
                            "cheap", right("0.02"),
                            "wrong", "echo nearly >file.txt; echo '{\"cost_usd\": 0.001}'",
                            "idle", "echo '{\"cost_usd\": 0}'",
                            "secret", "echo right >file.txt"))
                    .commit("configured");

            Outcome outcome = project.council("run", "--format", "json", "mend it");

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            Schemas.check("result", outcome.out());
            AggregatedResult result = result(outcome.out());
            assertThat(result.winner()).isEqualTo("cheap");
            assertThat(candidate(result, "wrong").reason()).isEqualTo("check 'sh check.sh' failed with exit code 1");
            assertThat(candidate(result, "idle").reason()).startsWith("NO_CHANGE");
            assertThat(candidate(result, "secret").cost().known()).isFalse();
            assertThat(result.totals().cost().unknownCount()).isEqualTo(1);
            assertThat(project.git("status", "--porcelain")).isEmpty();
            assertThat(project.git("worktree", "list", "--porcelain")
                            .lines()
                            .filter(line -> line.startsWith("worktree")))
                    .hasSize(1);
        }

        @Test
        void endsWith10WhenNobodyPasses() throws IOException {
            project.configure(Map.of("one", "echo nearly >file.txt", "two", "exit 3"));

            Outcome outcome = project.council("run", "mend it");

            assertThat(outcome.exitCode()).isEqualTo(10);
            assertThat(outcome.out()).contains("No winner", "no candidate is eligible", "CRASHED");
        }

        @Test
        void goesOnWithoutAnAgentWhoseExecutableIsMissing() throws IOException {
            project.configure(Map.of("there", right("1")));
            project.write(
                    "council.yml",
                    Files.readString(project.root().resolve("council.yml"))
                            + "  missing: { adapter: command, command: [no-such-program-anywhere] }\n");

            Outcome outcome = project.council("run", "--format", "json", "mend it");

            assertThat(outcome.exitCode()).isZero();
            assertThat(candidate(result(outcome.out()), "missing").reason()).startsWith("NOT_INSTALLED");
        }

        @Test
        void retriesARateLimitFromTheBase() throws IOException {
            project.configure(Map.of(
                    "limited",
                    "test \"$COUNCIL_ATTEMPT\" = 2 || { echo junk >junk.txt;"
                            + " echo '{\"failure\":\"RATE_LIMITED\",\"retry_after_seconds\":0}'; exit 1; }\n"
                            + right("0.5")));

            AggregatedResult result =
                    result(project.council("run", "--format", "json", "mend it").out());

            Candidate limited = candidate(result, "limited");
            assertThat(limited.attempts()).isEqualTo(2);
            assertThat(limited.change()).isNotNull();
            assertThat(limited.change().files())
                    .as("what the first attempt left is gone")
                    .isEqualTo(1);
        }

        @Test
        void printsEachEventAndThenTheResult() throws IOException {
            project.configure(Map.of("one", right("1")));

            Outcome outcome = project.council("run", "--format", "ndjson", "mend it");

            List<String> lines = outcome.out().lines().toList();
            for (String line : lines.subList(0, lines.size() - 1)) {
                Schemas.check("event", line);
            }
            Schemas.check("result", lines.get(lines.size() - 1));
            assertThat(lines.get(0)).contains("\"type\":\"run_started\"", "\"sequence\":1");
        }

        @Test
        void tellsProgressOnStandardErrorUnlessItIsToBeQuiet() throws IOException {
            project.configure(Map.of("one", right("1")));

            assertThat(project.council("run", "mend it").err()).contains("one: attempt 1 starts");
            assertThat(project.council("-q", "run", "mend it").err()).isEmpty();
        }

        @Test
        void takesATaskOf300KilobytesByteForByte() throws IOException {
            String task = "-- \"quoted\" '$(touch owned)' `x` \\ 🚀 ä\n".repeat(8_000);
            project.configure(Map.of("reader", "cat >\"$COUNCIL_WORKSPACE/got.txt\"; echo right >file.txt"));

            Outcome outcome = project.council(
                    Map.of(),
                    task,
                    "run",
                    "--format",
                    "json",
                    "--config",
                    configWithoutFrame().toString(),
                    "-");

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            ChangeSummary change = candidate(result(outcome.out()), "reader").change();
            assertThat(change).isNotNull();
            assertThat(project.git("show", change.branch() + ":got.txt") + "\n").isEqualTo(task);
        }

        @Test
        void takesATaskThatBeginsWithADashAfterTwoDashes() throws IOException {
            project.configure(Map.of("one", right("1")));

            assertThat(project.council("run", "--", "-mend it").exitCode()).isZero();
            assertThat(project.council("run", "-mend it").exitCode()).isEqualTo(2);
        }

        @ParameterizedTest
        @ValueSource(strings = {"with space", "quo'te\"s", "ünï-码", "new\nline"})
        void worksInAFolderOfAnyName(String name) throws IOException {
            Project odd = Project.make(folder.resolve("odd"), name).configure(Map.of("one", right("1")));

            Outcome outcome = odd.council("run", "--apply=patch", "mend it");

            assertThat(outcome.exitCode()).as(outcome.err() + outcome.out()).isZero();
            assertThat(Files.readString(odd.root().resolve("file.txt"))).isEqualTo("right\n");
        }

        @Test
        void takesEditsOfProtectedPathsOut() throws IOException {
            project.configure(Map.of("cheat", "echo 'exit 0' >check.sh; echo '{\"cost_usd\": 0}'"));

            Outcome outcome = project.council("run", "--protect", "check.sh", "--format", "json", "mend it");

            assertThat(outcome.exitCode()).isEqualTo(10);
            Candidate cheat = candidate(result(outcome.out()), "cheat");
            assertThat(cheat.reason()).isEqualTo("NO_CHANGE: it changed nothing but paths whose edits are taken out");
            assertThat(Project.flags(cheat)).containsExactly("edit taken out: check.sh");
        }

        @Test
        void startsAgentsAndChecksInTheFolderOfTheConfiguration() throws IOException {
            project.write("sub/file.txt", "wrong\n").write("sub/check.sh", "grep -q right file.txt\n");
            Files.writeString(folder.resolve("agent.sh"), right("1"));
            project.write(
                    "sub/council.yml",
                    "checks: [sh check.sh]\nagents:\n  one: { adapter: command, command: [sh, \""
                            + folder.resolve("agent.sh") + "\"] }\n");
            project.commit("sub");

            Outcome outcome = project.council("-C", "sub", "run", "--apply", "mend it");

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(Files.readString(project.root().resolve("sub/file.txt"))).isEqualTo("right\n");
        }

        @Test
        void refusesToRunInsideAnAgent() throws IOException {
            project.configure(Map.of("one", right("1")));

            Outcome outcome = project.council(Map.of("COUNCIL_DEPTH", "1"), "", "run", "mend it");

            assertThat(outcome.exitCode()).isEqualTo(4);
            assertThat(outcome.err()).contains("an agent does not start a council");
        }

        @Test
        void endsWith12AtTheDeadline() throws IOException {
            project.configure(Map.of("slow", "sleep 60"));

            Outcome outcome = project.council("run", "--deadline", "1s", "--format", "json", "mend it");

            assertThat(outcome.exitCode()).isEqualTo(12);
            assertThat(candidate(result(outcome.out()), "slow").reason()).contains("the run's deadline was reached");
        }

        private Path configWithoutFrame() throws IOException {
            return Files.writeString(
                    folder.resolve("unframed.yml"),
                    "frame: none\n" + Files.readString(project.root().resolve("council.yml")));
        }
    }

    @Nested
    class Applying {
        @ParameterizedTest
        @ValueSource(strings = {"--apply", "--apply=squash", "--apply=merge", "--apply=ff"})
        void putsTheWinnerIntoTheBranch(String apply) throws IOException {
            project.configure(Map.of("one", right("0.25"))).commit("configured");

            Outcome outcome = project.council("run", apply, "--format", "json", "mend it");

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            AggregatedResult result = result(outcome.out());
            assertThat(result.applied()).isNotNull();
            assertThat(project.git("rev-parse", "HEAD"))
                    .isEqualTo(result.applied().commit());
            assertThat(project.git("status", "--porcelain")).isEmpty();
            assertThat(project.git("show", "HEAD:file.txt")).isEqualTo("right");
            assertThat(project.git("log", "-1", "--format=%B")).contains("mend it", "Council-Run: " + result.runId());
        }

        @Test
        void saysWhereASquashedCommitComesFrom() throws IOException {
            project.configure(Map.of("one", right("0.25"))).commit("configured");

            project.council("run", "--apply", "mend it\n\nat length");

            assertThat(project.git("log", "-1", "--format=%s")).isEqualTo("mend it");
            assertThat(project.git("log", "-1", "--format=%(trailers:only)"))
                    .contains("Council-Agent: one", "Council-Cost: 0.2500 USD");
        }

        @Test
        void endsWith13AndLeavesEverythingWhereATouchedPathIsDirty() throws IOException {
            project.configure(Map.of("one", right("1"))).commit("configured");
            project.write("file.txt", "mine\n");
            String before = project.shell("cat .git/index | git hash-object --stdin; git rev-parse HEAD");

            Outcome outcome = project.council("run", "--apply", "mend it");

            assertThat(outcome.exitCode()).isEqualTo(13);
            assertThat(outcome.out()).contains("Not applied", "file.txt");
            assertThat(Files.readString(project.root().resolve("file.txt"))).isEqualTo("mine\n");
            assertThat(project.shell("cat .git/index | git hash-object --stdin; git rev-parse HEAD"))
                    .isEqualTo(before);
        }

        @Test
        void refusesAFileThatRunsLaterUnlessItIsAllowed() throws IOException {
            project.configure(Map.of("one", "echo right >file.txt; mkdir .husky; echo x >.husky/pre-commit"))
                    .commit("configured");

            Outcome refused = project.council("run", "--apply", "mend it");
            Outcome allowed = project.council("run", "--apply", "--allow-risky", "mend it");

            assertThat(refused.exitCode()).isEqualTo(13);
            assertThat(refused.out()).contains("risky file: .husky/pre-commit", "--allow-risky");
            assertThat(allowed.exitCode()).as(allowed.err()).isZero();
        }
    }

    @Nested
    class Refusing {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "run                                | 2 | what is the task?",
                    "run ' '                            | 2 | the task is empty",
                    "run -f no-such-file                | 2 | the task's file cannot be read",
                    "run x -a nobody                    | 2 | unknown agent 'nobody'",
                    "run x --worth 2                    | 2 | --worth: this is for the strategy cascade",
                    "run x --budget lots                | 2 | --budget: must be an amount in US dollars",
                    "run x --timeout soon               | 2 | is no duration",
                    "run x --retries many               | 2 | retries",
                    "run x --apply=sideways             | 2 | sideways",
                    "run x --base no-such-rev           | 2 | no-such-rev",
                    "run x --aply                       | 2 | Unknown option",
                    "run x --report pdf=x               | 2 | --report: unknown kind 'pdf'",
                    "rnu                                | 2 | rnu",
                    "agents --show nothing              | 2 | unknown adapter 'nothing'",
                    "agents --show claude-code          | 2 | 'claude-code' is written in Java and has no manifest",
                })
        void wrongUsageWithAClearWord(String line, int exitCode, String message) throws IOException {
            project.configure(Map.of("one", right("1")));

            Outcome outcome = project.council(words(line));

            assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(exitCode);
            assertThat(outcome.err()).contains(message);
            assertThat(outcome.out()).isEmpty();
            assertThat(project.root().resolve(".git/council")).doesNotExist();
        }

        @Test
        void aConfigurationWithAnUnknownKeyNamingItsLine() throws IOException {
            project.write("council.yml", "version: 1\nagnets: {}\n");

            Outcome outcome = project.council("run", "mend it");

            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err()).contains("council.yml:2", "'agnets'", "did you mean 'agents'?");
        }

        @Test
        void aRunWithoutACheckNamingTheOneItDetected() throws IOException {
            project.write("pom.xml", "<project/>")
                    .write("council.yml", "agents: { one: { adapter: command, command: [\"true\"] } }\n");

            Outcome outcome = project.council("run", "mend it");

            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err()).contains("--check 'mvn -q test'", "--unverified");
        }

        @Test
        void aRunWithoutAnyAgentSayingWhatToType() {
            Outcome outcome = project.council("run", "--check", "true", "mend it");

            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.err()).contains("council.yml");
        }

        @Test
        void aRepositoryWithoutACommitAndNoRepository() throws IOException {
            Project empty = Project.bare(folder.resolve("other"), "empty");
            assertThat(empty.council("run", "x").exitCode()).isEqualTo(3);
            empty.git("init", "-q");

            Outcome outcome = empty.council("run", "x");

            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.err()).contains("no commit yet");
        }
    }

    @Nested
    class Telling {
        @Test
        void whatARunMayCostWithItsRetriesAndRepairsAndWhoCannotSay() throws IOException {
            project.write("council.yml", """
                    agents:
                      priced: { adapter: command, command: [sh, x.sh], cost: 0.10, limits: { retries: 1, repairs: 2 } }
                      silent: { adapter: command, command: [sh, x.sh] }
                    checks: [sh check.sh]
                    limits: { budget: 0.30 }
                    expect: [t.b]
                    """);

            String plan = project.council("plan", "mend it").out();

            assertThat(plan)
                    .contains("Expected: t.b; but nothing can tell of it: no required check has a 'report'\n")
                    .containsPattern("priced +command +- +\\S.* \\$0.1000 +\\$0.4000\n")
                    .contains("""
                            Cost: expected unknown, at worst unknown; the budget ends it at $0.30
                              not known of silent: 'maxCost' bounds an attempt of any agent, 'cost' prices one of a command
                            """);
        }

        @Test
        void howARunGoesOnThatMetItsBudget() throws IOException {
            project.write("council.yml", """
                    agents:
                      dear: { adapter: command, command: [sh, x.sh], cost: 0.40 }
                    checks: [sh check.sh]
                    limits: { budget: 0.30 }
                    """);

            Outcome outcome = project.council("run", "mend it");

            assertThat(outcome.exitCode()).isEqualTo(ExitCode.BUDGET);
            assertThat(outcome.out())
                    .contains("Next: council resume ", " --budget USD; where the day's budget is spent,");
            assertThat(project.council("show", "latest").out())
                    .contains(
                            "  Nobody is eligible:\n    dear  -  budget: $0.00 of the budget of $0.30 are spent, and its"
                                    + " attempt may cost $0.4000\nNext: council resume ");
        }

        @Test
        void aPlanOfThePublishedShapeThatSpendsNothing() throws IOException {
            project.configure(Map.of("one", "touch \"$HOME/ran\"; " + right("1")))
                    .withoutWalls();

            Outcome json = project.council("plan", "--format", "json", "mend it");
            Outcome text = project.council("run", "--dry-run", "mend it");

            assertThat(json.exitCode()).isZero();
            Schemas.check("plan", json.out());
            assertThat(text.out()).contains("one", "sh check.sh", "mend it", "Limits: 30m an attempt");
            assertThat(folder.resolve("home/ran")).doesNotExist();
            assertThat(project.git("branch", "--list", "council/*")).isEmpty();
        }

        @Test
        void theAgentsAndTheAdapters() throws IOException {
            project.configure(Map.of("one", right("1")));

            Outcome json = project.council("agents", "--format", "json");

            Schemas.check("agents", json.out());
            assertThat(project.council("agents").out())
                    .contains("one", "command", "claude-code")
                    .containsPattern("codex +\\S+ +0.46.0 +0.169.0 .* by its tokens +Codex")
                    .containsPattern("goose +\\S+ +- +untried .* not known +Goose");
        }

        @ParameterizedTest
        @CsvSource({"agents, agents", "plan x, plan", "run x, result", "run x --dry-run, plan"})
        void inTheFormThatAVariableNames(String line, String schema) throws IOException {
            project.configure(Map.of("one", right("1")));

            Schemas.check(
                    schema,
                    project.council(Map.of("COUNCIL_OPT_FORMAT", "json"), "", words(line))
                            .out());
        }

        @Test
        void whichFormIsNone() throws IOException {
            project.configure(Map.of("one", right("1")));

            Outcome outcome = project.council(Map.of("COUNCIL_OPT_FORMAT", "jsno"), "", "run", "x");

            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err()).contains("COUNCIL_OPT_FORMAT: unknown value 'jsno' - did you mean 'json'?");
            assertThat(project.root().resolve(".git/council")).doesNotExist();
        }

        @Test
        void theManifestInForce() throws IOException {
            project.write(
                    "council.yml",
                    "adapters:\n  mine:\n    command: [mine, --do, \"{prompt}\"]\n    prompt: argument\n");

            assertThat(project.council("agents", "--show", "mine").out()).contains("\"--do\"");
            assertThat(project.council("agents", "--show", "codex").out()).contains("tried: 0.169.0", "- codex\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"--help", "run --help", "plan --help", "demo --help", "agents --help"})
        void helpThatFitsAScreenOfEightyColumns(String line) {
            Outcome outcome = project.council(words(line));

            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out().lines()).allMatch(shown -> shown.length() <= 80);
        }
    }

    @Test
    void theDemoNamesTheCheapAgentAndAppliesItsChange() throws IOException {
        Path kept = folder.resolve("kept");

        Outcome outcome = project.council("demo", "--keep", kept.toString(), "--format", "json");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        Schemas.check("result", outcome.out());
        AggregatedResult result = result(outcome.out());
        assertThat(result.winner()).isEqualTo("cheap");
        assertThat(candidate(result, "cheap").attempts()).isEqualTo(2);
        assertThat(candidate(result, "free").eligible()).isFalse();
        assertThat(candidate(result, "dear").eligible()).isTrue();
        assertThat(result.applied()).isNotNull();
        assertThat(Files.readString(kept.resolve("slug.sh"))).contains("tr -cs");
    }

    private static String right(String dollars) {
        return "cat >/dev/null; echo right >file.txt; echo '{\"cost_usd\": " + dollars + "}'";
    }

    private static AggregatedResult result(String document) {
        return Json.result(JsonMapper.shared().readTree(document));
    }

    private static Candidate candidate(AggregatedResult result, String agent) {
        return result.candidates().stream()
                .filter(candidate -> candidate.agent().equals(agent))
                .findFirst()
                .orElseThrow();
    }

    private static String[] words(String line) {
        return Pattern.compile("'([^']*)'|(\\S+)")
                .matcher(line.strip())
                .results()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .toArray(String[]::new);
    }
}
