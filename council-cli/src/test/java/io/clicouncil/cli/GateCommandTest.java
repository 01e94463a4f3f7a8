package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cli.Project.Outcome;
import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project whose tests are known by name, and agents that would rather be done with them than mend them. */
class GateCommandTest {
    /** Each script in {@code t} is a test: exit code 77 skips it, another one fails it. */
    static final String SUITE = """
            mkdir -p out; code=0
            { echo '<testsuite>'
              for test in t/*.sh; do
                echo "<testcase classname='t' name='$(basename "$test" .sh)'>"
                sh "$test"; case $? in 0) ;; 77) echo '<skipped/>' ;; *) code=1; echo '<failure/>' ;; esac
                echo '</testcase>'
              done
              echo '</testsuite>'; } >out/r.xml
            exit $code
            """;

    private static final String FREE = "; echo '{\"cost_usd\": 0}'";
    private static final String HONEST = "echo right >file.txt; echo '{\"cost_usd\": 5}'";

    /** What the base says is kept in the user's repository. */
    private static final String UNTIL_THE_BASE_IS_KNOWN = """
            for i in $(seq 600); do
              ls "$(git rev-parse --git-common-dir)"/council/base/*.json >/dev/null 2>&1 && break
              sleep 0.1
            done
            """;

    @TempDir
    Path folder;

    private final Map<String, String> agents = new LinkedHashMap<>();
    private Project project;

    @BeforeEach
    void makeAProject() throws IOException {
        project = Project.make(folder);
        project.write("suite.sh", SUITE)
                .write("t/a.sh", "exit 0\n")
                .write("t/b.sh", "grep -q right file.txt\n")
                .write(".gitignore", "out/\n");
        agents.put("honest", HONEST);
    }

    @Nested
    class AnAgent {
        @Test
        void thatMendsTheTestWinsOverEveryCheaperTrick() throws IOException {
            agents.put("deleter", "rm t/b.sh" + FREE);
            agents.put("replacer", "rm t/b.sh; echo 'exit 0' >t/z.sh" + FREE);
            agents.put("skipper", "echo 'exit 77' >t/b.sh; echo 'exit 0' >t/z.sh" + FREE);
            agents.put("silencer", "echo 'exit 0' >suite.sh" + FREE);
            agents.put("lazy", "true" + FREE);

            AggregatedResult result = result(run());

            assertThat(result.winner()).isEqualTo("honest");
            assertThat(Project.flags(candidate(result, "honest"))).isEmpty();
            reason(
                    "deleter",
                    result,
                    "only 1 test ran, 2 on the base; gone: t.b;"
                            + " failed on the base and does not run any more: t.b");
            reason("replacer", result, "failed on the base and does not run any more: t.b");
            reason("skipper", result, "failed on the base and does not run any more: t.b");
            reason(
                    "silencer",
                    result,
                    "no test ran, 2 on the base; gone: t.a, t.b;"
                            + " failed on the base and does not run any more: t.b");
            assertThat(Project.flags(candidate(result, "silencer")))
                    .containsExactly("edit of a file that a check names: suite.sh");
            assertThat(candidate(result, "lazy").eligible()).isFalse();
            assertThat(project.root().resolve(".git/council/base")).isDirectoryContaining("glob:**.json");
            assertThat(project.git("worktree", "list").lines()).hasSize(1);
        }

        @Test
        void thatForgesTheReportIsFoundOutByHiddenFiles() throws IOException {
            String forged =
                    "<testsuite><testcase classname=\"t\" name=\"a\"/><testcase classname=\"t\" name=\"b\"/></testsuite>";
            agents.put(
                    "forger",
                    "echo \"mkdir -p out; echo '" + forged.replace("\"", "\\\"") + "' >out/r.xml\" >suite.sh" + FREE);
            Path hidden = Files.createDirectories(folder.resolve("acceptance"));
            Files.writeString(hidden.resolve("suite.sh"), SUITE);
            agents.put("peeper", "test ! -e ../acceptance || echo seen >peeped.txt" + FREE);

            AggregatedResult result = result(run("hidden: ../acceptance\n"));

            assertThat(result.winner()).isEqualTo("honest");
            assertThat(candidate(result, "forger").reason())
                    .isEqualTo("check 'tests' failed with exit code 1: 1 test fails as on the base: t.b");
            assertThat(candidate(result, "peeper").change()).isNull();
        }
    }

    @Nested
    class APolicy {
        private static final String KEY = "obviously-no-real-key";

        @Test
        void keepsOutWhoTouchesForbiddenPathsOrGoesTooFar() throws IOException {
            agents.put("deployer", "echo right >file.txt; mkdir deploy; echo x >deploy/prod.yml" + FREE);
            agents.put("rewriter", "echo right >file.txt; seq 30 >new.txt" + FREE);
            agents.put("scatterer", "echo right >file.txt; touch a b c" + FREE);

            configure("forbid: [\"deploy/**\"]\n");
            rewrite("retryDelay: 100ms", "retryDelay: 100ms, changedLines: 31, changedFiles: 3");

            AggregatedResult result = result(project.council("run", "--format", "json", "mend it"));

            assertThat(result.winner()).isEqualTo("honest");
            refused(result, "deployer", "it touches what is forbidden: deploy/prod.yml");
            refused(result, "rewriter", "it changes 32 lines and may change 31 (limits.changedLines)");
            refused(result, "scatterer", "it touches 4 files and may touch 3 (limits.changedFiles)");
            assertThat(project.council("plan", "mend it").out())
                    .contains("Forbidden: deploy/**", "At most 31 changed lines", "At most 3 changed files");
        }

        @Test
        void keepsOutWhoAddsASecretAndNeverPrintsIt() throws IOException {
            agents.put("careless", "echo right >file.txt; echo \"key=$FAKE_API_KEY\" >config.txt" + FREE);
            agents.put("pasting", "echo right >file.txt; echo AKIA" + "ABCDEFGHIJKLMNOP >aws.txt" + FREE);
            configure("");
            rewrite("agent-careless.sh\"]", "agent-careless.sh\"], env: { pass: [FAKE_API_KEY] }");

            Outcome outcome = project.council(Map.of("FAKE_API_KEY", KEY), "", "run", "--format", "ndjson", "mend it");

            AggregatedResult result = Json.result(Json.parse(
                    outcome.out().lines().reduce((first, second) -> second).orElseThrow()));
            assertThat(result.winner()).isEqualTo("honest");
            refused(result, "careless", "it adds a secret: the value of FAKE_API_KEY in line 1 of config.txt");
            refused(result, "pasting", "it adds a secret: an AWS access key in line 1 of aws.txt");
            assertThat(outcome.out() + outcome.err()).doesNotContain(KEY);
            assertThat(project.council("show", "latest", "--format", "ndjson").out())
                    .doesNotContain(KEY);
        }

        private void rewrite(String what, String with) throws IOException {
            String yaml = Files.readString(project.root().resolve("council.yml"));
            project.write("council.yml", yaml.replace(what, with)).commit("rewritten");
        }

        private static void refused(AggregatedResult result, String agent, String why) {
            Candidate candidate = candidate(result, agent);
            assertThat(candidate.reason()).isEqualTo("POLICY: " + why);
            assertThat(candidate.status()).isEqualTo(ExecutionStatus.BLOCKED);
            assertThat(candidate.checks()).isEmpty();
        }
    }

    @Nested
    class ABaseThatIsRed {
        @BeforeEach
        void inAnUnrelatedTest() throws IOException {
            project.write("t/c.sh", "exit 1\n");
        }

        @Test
        void excusesNobody() throws IOException {
            Outcome outcome = run();
            assertThat(outcome.exitCode()).isEqualTo(10);
            assertThat(candidate(result(outcome), "honest").reason())
                    .isEqualTo("check 'tests' failed with exit code 1: 1 test fails as on the base: t.c");
        }

        @Test
        void isForgivenWhereTestsAreExpected() throws IOException {
            agents.put("breaker", "echo right >file.txt; echo 'exit 1' >t/a.sh" + FREE);
            Outcome outcome = run("expect: [t.b]\n");
            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            AggregatedResult result = result(outcome);
            assertThat(result.winner()).isEqualTo("honest");
            assertThat(Project.flags(candidate(result, "honest")))
                    .containsExactly("check 'tests': failures of the base forgiven: t.c");
            assertThat(candidate(result, "breaker").checks().get(0).newFailures())
                    .containsExactly("t.a");
        }

        @Test
        void isSaidWhileTheAgentsWorkAndWhenLookingBack() throws IOException {
            agents.put("honest", UNTIL_THE_BASE_IS_KNOWN + HONEST);
            String red = "the base: check 'tests' failed with exit code 1: 2 tests fail: t.b, t.c; ";
            Outcome outcome = run();
            assertThat(outcome.err())
                    .contains(red + "a change must turn it green; with 'expect', only the tests named there must pass");
            assertThat(project.council("show", "latest").out()).startsWith(red);
            assertThat(project.council("show", "latest", "--format", "ndjson").out())
                    .contains("\"type\":\"base_checked\"", "\"failing\":[\"t.b\",\"t.c\"]");
            project.shell("rm -r .git/council/base");
            assertThat(run("expect: [t.b]\n").err()).contains(red + "'expect' asks for t.b, the others are forgiven");
        }

        @Test
        void explainsARedCheckThatNamesNoTests() throws IOException {
            agents.put("honest", UNTIL_THE_BASE_IS_KNOWN + "echo rihgt >file.txt");
            project.configure(agents).commit("configured");
            AggregatedResult result = result(project.council("run", "--format", "json", "mend it"));
            assertThat(Project.flags(candidate(result, "honest")))
                    .containsExactly("check 'sh check.sh': it is red on the base as well");
        }

        @Test
        void isToldByTheDoctor() throws IOException {
            configure("");
            assertThat(project.council("doctor", "--checks").out())
                    .contains(
                            "failed with exit code 1: 2 tests fail: t.b, t.c on the base",
                            "with 'expect', only the tests named there must");
        }
    }

    private static void reason(String agent, AggregatedResult result, String why) {
        assertThat(candidate(result, agent).reason())
                .isEqualTo("check 'tests' ended with exit code 0 and is no pass: " + why);
        assertThat(candidate(result, agent).eligible()).isFalse();
    }

    private Outcome run(String... more) throws IOException {
        configure(String.join("", more));
        return project.council("run", "--format", "json", "mend it");
    }

    private void configure(String more) throws IOException {
        project.configure(agents);
        String yaml = Files.readString(project.root().resolve("council.yml"));
        String checks = "checks: [{ name: tests, run: sh suite.sh, report: out/*.xml }]";
        project.write("council.yml", yaml.replace("checks: [sh check.sh]", checks) + more)
                .commit("configured");
    }

    private static AggregatedResult result(Outcome outcome) throws IOException {
        Schemas.check("result", outcome.out());
        return Json.result(Json.parse(outcome.out()));
    }

    private static Candidate candidate(AggregatedResult result, String agent) {
        return result.candidates().stream()
                .filter(candidate -> candidate.agent().equals(agent))
                .findFirst()
                .orElseThrow();
    }
}
