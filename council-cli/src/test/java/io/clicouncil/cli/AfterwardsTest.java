package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cli.Project.Outcome;
import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.RunStatus;
import io.clicouncil.testkit.LiveProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user does after a run, or beside it. */
class AfterwardsTest {
    private static final String SLOW =
            "trap 'echo \"{\\\"cost_usd\\\": 0.75}\"; exit 143' TERM; echo begun >begun.txt; sleep 300 & wait";

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void makeAProject() throws IOException {
        project = Project.make(folder);
    }

    private static String right(String cost) {
        return "cat >/dev/null; echo right >file.txt; echo '{\"cost_usd\": " + cost + "}'";
    }

    private AggregatedResult run(String... more) {
        String[] all = new String[more.length + 3];
        all[0] = "run";
        System.arraycopy(more, 0, all, 1, more.length);
        all[more.length + 1] = "--format=json";
        all[more.length + 2] = "mend it";
        return Json.result(Json.parse(project.council(all).out()));
    }

    @Nested
    class Cancel {
        @Test
        void endsARunThatGoesOnElsewhereWithItsCost() throws Exception {
            project.configure(Map.of("slow", SLOW)).commit("configured");
            CompletableFuture<AggregatedResult> running = CompletableFuture.supplyAsync(() -> run("--retries", "0"));
            awaitAnAgent();

            Outcome outcome = project.council("cancel", "latest");

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(outcome.out()).contains("The run is over: CANCELLED, spent $0.75");
            AggregatedResult result = running.get();
            assertThat(result.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(LiveProcesses.marked("COUNCIL_RUN_ID=" + result.runId())).isEmpty();
            assertThat(project.council("resume", "latest").exitCode())
                    .as("a cancelled run stays ended")
                    .isEqualTo(ExitCode.INTERRUPTED);
        }

        @Test
        void endsOneAgentAndLetsTheOthersGoOn() throws Exception {
            Map<String, String> agents = new LinkedHashMap<>();
            agents.put("slow", SLOW);
            agents.put("other", "while ! [ -e " + folder + "/go ]; do sleep 0.1; done; " + right("0.10"));
            project.configure(agents).withoutWalls().commit("configured");
            CompletableFuture<AggregatedResult> running = CompletableFuture.supplyAsync(() -> run("--retries", "0"));
            awaitAnAgent();

            assertThat(project.council("cancel", "latest", "slwo").err()).contains("did you mean 'slow'");
            Outcome outcome = project.council("cancel", "latest", "slow");
            Files.createFile(folder.resolve("go"));

            assertThat(outcome.out()).contains("slow has ended: CANCELLED").contains("$0.7500 reported");
            AggregatedResult result = running.get();
            assertThat(result.winner()).isEqualTo("other");
        }

        @Test
        void saysThatARunIsOver() throws IOException {
            project.configure(Map.of("one", right("1"))).commit("configured");
            run();

            Outcome outcome = project.council("cancel", "latest");

            assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(outcome.err()).contains("is over already");
        }
    }

    private void awaitAnAgent() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            Path workspaces = folder.resolve("home/.cache/council");
            if (!Files.isDirectory(workspaces)) {
                return false;
            }
            try (var found = Files.find(workspaces, 6, (path, attributes) -> path.endsWith("begun.txt"))) {
                return found.findAny().isPresent();
            }
        });
    }

    @Nested
    class Clean {
        @Test
        void saysWhatItWouldRemoveAndThenRemovesIt() throws IOException {
            project.configure(Map.of("one", right("1"))).commit("configured");
            String runId = run().runId();

            assertThat(project.council("clean").out())
                    .contains("branch council/" + runId + "/one", "Nothing was removed: `council clean --yes` does.");
            assertThat(project.git("branch", "--list", "council/*")).isNotBlank();
            assertThat(project.council("clean", "--yes").exitCode()).isZero();
            assertThat(project.git("branch", "--list", "council/*")).isBlank();
            assertThat(project.council("clean").out()).contains("There is nothing to remove.");
            assertThat(project.council("show", "latest").out()).contains("Winner: one");
        }

        @Test
        void forgetsOldRunsOnlyWhenAsked() throws IOException {
            project.configure(Map.of("one", right("1"))).commit("configured");
            String runId = run().runId();
            project.write(
                    "council.yml",
                    Files.readString(project.root().resolve("council.yml")) + "history: { keep: 1ms }\n");

            assertThat(project.council("clean", "--prune").out()).contains("run " + runId + ": its records and files");
            assertThat(project.council("clean", "--prune", "--yes").out()).contains("forgot run " + runId);
            assertThat(project.root().resolve(".git/council/runs/" + runId)).doesNotExist();
            assertThat(project.council("history", "--format", "json").out()).doesNotContain(runId);
        }
    }

    @Nested
    class Doctor {
        @Test
        void saysWhatWorksInThePublishedForm() throws IOException {
            project.configure(Map.of("one", right("1"))).commit("configured");

            Outcome json = project.council("doctor", "--format", "json");

            Schemas.check("doctor", json.out());
            assertThat(json.exitCode()).as(json.out()).isZero();
            assertThat(project.council("doctor").out()).contains("agent one", "git version", "space for workspaces");
        }

        @Test
        void runsTheChecksOnTheBase() throws IOException {
            project.configure(Map.of("one", right("1"))).commit("configured");

            assertThat(project.council("doctor", "--checks").out())
                    .contains("check sh check.sh", "failed with exit code 1 on the base");
            assertThat(project.git("worktree", "list").lines()).hasSize(1);
        }

        @Test
        void namesAnAgentThatCannotBeUsed() throws IOException {
            project.write(
                    "council.yml",
                    "checks: [sh check.sh]\nagents: { one: { adapter: command, command: [no-such-program] } }\n");

            Outcome outcome = project.council("doctor");

            assertThat(outcome.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
            assertThat(outcome.out()).contains("no-such-program");
        }
    }

    @Nested
    class Workspaces {
        @Test
        void areSetUpAndBringAlongWhatGitIgnores() throws IOException {
            project.configure(Map.of(
                            "one",
                            "cat local.env >seen.txt; cat prepared.tmp >>seen.txt; echo $COUNCIL_PORT_COUNT >>seen.txt; "
                                    + right("1")))
                    .write(".gitignore", "*.env\n*.tmp\n")
                    .write("check.sh", "grep -q right file.txt && grep -q secret local.env && test -s prepared.tmp\n")
                    .write("local.env", "secret\n");
            project.write(
                    "council.yml",
                    Files.readString(project.root().resolve("council.yml"))
                            + "setup: { copy: ['*.env'], run: ['echo prepared >prepared.tmp'] }\n");
            project.commit("configured");

            AggregatedResult result = run();

            Candidate one = result.candidates().get(0);
            assertThat(one.eligible()).as(one.reason()).isTrue();
            assertThat(project.git("show", "council/" + result.runId() + "/one:seen.txt"))
                    .isEqualTo("secret\nprepared\n10");
            assertThat(project.git("ls-tree", "--name-only", "council/" + result.runId() + "/one"))
                    .doesNotContain("local.env");
        }

        @Test
        void thatCannotBeSetUpCostTheAgentTheRunAndNothingElse() throws IOException {
            project.configure(Map.of("one", right("1")));
            project.write(
                    "council.yml",
                    Files.readString(project.root().resolve("council.yml"))
                            + "setup: { run: ['echo beginning', 'echo no such tool >&2', 'exit 7'] }\n");
            project.commit("configured");

            AggregatedResult result = run();

            assertThat(result.status()).isEqualTo(RunStatus.NO_WINNER);
            assertThat(result.candidates().get(0).reason())
                    .contains("the setup command 'exit 7' ended with exit code 7");
            Outcome logs = project.council("logs", "latest", "one");
            assertThat(logs.exitCode()).as(logs.err()).isZero();
            assertThat(logs.out()).isEqualTo("beginning\n");
            assertThat(logs.err()).isEqualTo("no such tool\n");
        }

        @Test
        void canStartFromWhatIsUncommitted() throws IOException {
            project.configure(Map.of("one", "cat new.txt >copy.txt; " + right("1")))
                    .commit("configured");
            project.write("new.txt", "uncommitted\n");

            Outcome outcome = project.council("run", "--with-changes", "--apply=patch", "mend it");

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(outcome.err()).contains("a snapshot of what is uncommitted");
            assertThat(project.root().resolve("copy.txt")).hasContent("uncommitted");
            assertThat(project.root().resolve("new.txt")).hasContent("uncommitted");
        }
    }
}
