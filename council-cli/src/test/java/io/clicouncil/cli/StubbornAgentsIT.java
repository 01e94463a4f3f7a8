package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.testkit.LiveProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Agents that do not end as they should: no process survives, and the run ends in time. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StubbornAgentsIT {
    private static final String DONE = "echo right >file.txt\n";

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void makeAProject() throws IOException {
        project = Project.make(folder);
    }

    @Test
    @Tag("F5")
    @Tag("F6")
    @Tag("F7")
    void noneOfThemSurvivesOrHoldsTheRun() throws IOException {
        Map<String, String> agents = new LinkedHashMap<>();
        agents.put("deaf", "trap '' TERM; while :; do sleep 1; done");
        agents.put("holder", DONE + "sleep 300 &\n");
        agents.put("daemon", DONE + "setsid sh -c 'sleep 300' </dev/null >/dev/null 2>&1 &\n");
        agents.put("unended", DONE + "printf 'no line end'");
        agents.put("garbled", DONE + "printf '\\377\\376 caf\\351\\n'");
        project.configure(agents);

        AggregatedResult result = Json.result(JsonMapper.shared()
                .readTree(project.council(
                                "run",
                                "--timeout",
                                "3s",
                                "--retries",
                                "0",
                                "--concurrency",
                                "5",
                                "--format",
                                "json",
                                "x")
                        .out()));

        Candidate deaf = candidate(result, "deaf");
        assertThat(deaf.status()).isEqualTo(ExecutionStatus.TIMEOUT);
        assertThat(deaf.failure()).isNotNull();
        assertThat(deaf.failure().kind()).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(result.candidates())
                .filteredOn(candidate -> !candidate.agent().equals("deaf"))
                .hasSize(4)
                .allMatch(Candidate::eligible);
        assertThat(LiveProcesses.marked("COUNCIL_RUN_ID=" + result.runId())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    @Tag("F8")
    @Tag("F13")
    void aSignalEndsTheRunInGoodOrderWithAResult(String signal, int exitCode) throws Exception {
        project.configure(Map.of(
                "slow",
                "trap 'echo \"{\\\"cost_usd\\\": 0.75}\"; exit 143' TERM; echo begun >begun.txt; sleep 300 & wait"));
        Path out = folder.resolve("out");

        Process council = start(out);
        awaitAnAgent();
        Distribution.signal(council, signal);

        assertThat(council.waitFor()).isEqualTo(exitCode);
        AggregatedResult result = result(out);
        Candidate slow = candidate(result, "slow");
        assertThat(slow.status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(slow.cost().amount()).as("the last words of the agent").isEqualByComparingTo("0.75");
        assertThat(slow.change()).as("its work is on its branch").isNotNull();
        assertNothingIsLeft(result.runId());
    }

    @Test
    @Tag("F13")
    void aSecondSignalKillsAnAgentThatDoesNotListen() throws Exception {
        project.configure(Map.of("deaf", "trap '' TERM INT; echo begun >begun.txt; while :; do sleep 1; done"));
        Path out = folder.resolve("out");

        Process council = start(out);
        awaitAnAgent();
        Distribution.signal(council, "INT");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.readString(folder.resolve("out.err")).contains("Once more kills them"));
        Distribution.signal(council, "INT");

        assertThat(council.waitFor(4, TimeUnit.SECONDS))
                .as("sooner than the grace of five seconds")
                .isTrue();
        assertThat(council.exitValue()).isEqualTo(130);
        assertNothingIsLeft(result(out).runId());
    }

    private Process start(Path out) throws IOException {
        return Distribution.start(project, out, "-q", "run", "--retries", "0", "--format", "json", "x");
    }

    private static AggregatedResult result(Path out) throws IOException {
        return Json.result(JsonMapper.shared().readTree(Files.readString(out)));
    }

    /** Waits until the agent has begun, which shows as a process with a council's environment below our home. */
    private void awaitAnAgent() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            try (var found = Files.find(folder.resolve("home"), 12, (path, attributes) -> path.endsWith("begun.txt"))) {
                return found.findAny().isPresent();
            }
        });
    }

    private void assertNothingIsLeft(String runId) {
        LiveProcesses.await("COUNCIL_RUN_ID=" + runId, 0, Duration.ofSeconds(10));
        assertThat(project.git("worktree", "list", "--porcelain").lines().filter(line -> line.startsWith("worktree")))
                .hasSize(1);
    }

    private static Candidate candidate(AggregatedResult result, String agent) {
        return result.candidates().stream()
                .filter(candidate -> candidate.agent().equals(agent))
                .findFirst()
                .orElseThrow();
    }
}
