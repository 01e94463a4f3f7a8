package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cli.Project.Outcome;
import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one call of the command meets, the next one knows. */
class LimitsCommandTest {
    private static final String LIMITED =
            "echo '{\"failure\": \"RATE_LIMITED\", \"retry_after_seconds\": 36000, \"message\": \"slow down\"}'";
    private static final String RIGHT = "echo right >file.txt; echo '{\"cost_usd\": 1}'";

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void makeAProject() throws IOException {
        project = Project.make(folder);
    }

    @Test
    void anAccountThatIsLimitedIsNotAskedAgainBeforeItsReset() throws IOException {
        project.configure(Map.of("one", "touch \"$HOME/asked-$COUNCIL_RUN_ID\"; " + LIMITED))
                .withoutWalls();
        Candidate first = candidate(run());

        Candidate second = candidate(run());

        assertThat(first.reason())
                .isEqualTo(
                        "RATE_LIMITED: slow down; not tried again: it would have to wait for 10h, longer than the run may"
                                + " go on");
        assertThat(second.attempts()).isZero();
        assertThat(second.reason())
                .matches(
                        "RATE_LIMITED: its account is limited until [-0-9 :]+, for 9h 59m, longer than the run may go on");
        assertThat(folder.resolve("home").toFile().list((home, name) -> name.startsWith("asked")))
                .hasSize(1);
        assertThat(project.council("doctor").out())
                .containsPattern("warning +account of command +is not asked: its account is limited until ");
    }

    @Test
    void aShortLimitIsWaitedForByTheNextAgentOfTheAccount() throws IOException {
        String script = "if mkdir \"$HOME/first\"; then " + LIMITED.replace("36000", "1") + "; else " + RIGHT + "; fi";
        Files.writeString(folder.resolve("agent.sh"), script);
        String agent = "{ adapter: command, command: [sh, \"" + folder.resolve("agent.sh") + "\"] }";
        project.write(
                        "council.yml",
                        "checks: [sh check.sh]\nlimits: { concurrency: 1 }\nagents: { one: " + agent + ", two: " + agent
                                + " }\n")
                .withoutWalls();

        Outcome outcome = run();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).containsPattern("two: attempt 1 waits: its account is limited until \\d\\d:\\d\\d");
        assertThat(result(outcome).totals().eligibleCount()).isEqualTo(2);
    }

    @Test
    void anAgentThatOnlyCrashesIsBlockedUntilSomebodyForgetsIt() throws IOException {
        Map<String, String> agents = new LinkedHashMap<>();
        agents.put("broken", "exit 70");
        agents.put("fine", RIGHT);
        project.configure(agents);
        for (int i = 0; i < 5; i++) {
            assertThat(candidate(run()).reason()).startsWith("CRASHED: ");
        }

        Outcome blocked = run();
        assertThat(blocked.exitCode()).isZero();
        assertThat(candidate(blocked).status()).hasToString("BLOCKED");
        assertThat(candidate(blocked).reason())
                .matches(
                        "REFUSED: its last 5 attempts failed, the last as CRASHED; it is tried out from [-0-9 :]+ on, or at"
                                + " once after `council doctor --forget-limits`");
        assertThat(project.council("doctor").out())
                .containsPattern("warning +agent broken +is not asked: its last 5 attempts failed");

        Outcome forgetful = project.council("doctor", "--forget-limits");
        assertThat(forgetful.exitCode()).isZero();
        assertThat(forgetful.out()).doesNotContain("is not asked");
        assertThat(candidate(run()).reason()).startsWith("CRASHED: ");
    }

    @Test
    void whatIsRememberedLiesInTheUsersStateFolder() throws IOException {
        project.configure(Map.of("one", LIMITED));

        run();
        project.council(Map.of("XDG_STATE_HOME", folder.resolve("state").toString()), "", "run", "mend it", "--yes");

        assertThat(folder.resolve("home/.local/state/council/limits.json")).isRegularFile();
        assertThat(folder.resolve("state/council/limits.json")).isRegularFile();
    }

    private Outcome run() {
        return project.council("run", "mend it", "--format", "json");
    }

    private static AggregatedResult result(Outcome outcome) {
        return Json.result(Json.parse(outcome.out()));
    }

    private static Candidate candidate(Outcome outcome) {
        return result(outcome).candidates().get(0);
    }
}
