package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cli.Project.Outcome;
import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.workspace.ApplyMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Applying a change of the past. */
class ApplyCommandTest {
    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void runWithTwo() throws IOException {
        project = Project.make(folder);
        Map<String, String> agents = new LinkedHashMap<>();
        agents.put("cheap", right("0.10"));
        agents.put("dear", "echo more >more.txt; " + right("0.90"));
        agents.put("wrong", "echo worse >file.txt; echo '{\"cost_usd\": 0.01}'");
        project.configure(agents).commit("configured");
        assertThat(run().winner()).isEqualTo("cheap");
    }

    @Test
    void appliesTheWinnerLater() {
        Outcome outcome = project.council("apply", "latest");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("Applied: cheap's change, squash on main");
        assertThat(project.git("show", "HEAD:file.txt")).isEqualTo("right");
        assertThat(shown().applied()).isNotNull();
    }

    @Test
    void appliesAnotherEligibleCandidateInAnotherMode() {
        assertThat(project.council("apply", "latest", "dear", "--mode", "patch").exitCode())
                .isZero();

        assertThat(project.git("status", "--porcelain").lines().map(String::strip))
                .containsExactlyInAnyOrder("M file.txt", "?? more.txt");
        assertThat(shown().winner()).isEqualTo("cheap");
    }

    @Test
    void refusesWhoIsNotEligible() {
        Outcome outcome = project.council("apply", "latest", "wrong");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("'wrong' is not eligible: check 'sh check.sh' failed");
    }

    @ParameterizedTest
    @EnumSource(ApplyMode.class)
    void doesNothingAndSaysSoWhereItWasDoneBefore(ApplyMode mode) {
        String[] apply = {"apply", "latest", "--mode", mode.name().toLowerCase(Locale.ROOT)};
        Outcome first = project.council(apply);
        assertThat(first.exitCode()).as(first.out()).isZero();
        String before = project.git("log", "--format=%H") + project.git("status", "--porcelain");

        Outcome again = project.council(apply);

        assertThat(again.exitCode()).as(again.out()).isZero();
        assertThat(again.out())
                .containsOnlyOnce("Applied: cheap's change, " + apply[3])
                .endsWith("Your branch has this change already; nothing was done.\n");
        assertThat(project.git("log", "--format=%H") + project.git("status", "--porcelain"))
                .isEqualTo(before);
        assertThat(shown().applied()).isNotNull().returns(true, AggregatedResult.Applied::already);
    }

    @Test
    void saysLastWhyASecondChangeWasRefused() throws IOException {
        project.council("apply", "latest", "dear");
        project.write("file.txt", "mine\n").commit("mine");

        Outcome refused = project.council("apply", "latest");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.NOT_APPLIED);
        assertThat(refused.out()).containsSubsequence("Applied: dear's change, squash on main as ", "Not applied: ");
        assertThat(refused.out().lines().reduce((one, next) -> next).orElseThrow())
                .startsWith("Not applied: ");
        Outcome json = project.council("show", "latest", "--format", "json");
        Schemas.check("result", json.out());
        assertThat(shown().applied()).isNotNull().returns("dear", AggregatedResult.Applied::agent);
    }

    @Test
    void conflictsAreListedForWhoResolvesThemByHand() throws IOException {
        project.write("file.txt", "mine\u001b[1m\n").commit("mine");
        String before = project.git("log", "--format=%H") + project.git("status", "--porcelain");

        Outcome manual = project.council("apply", "latest", "--conflicts", "manual");

        assertThat(manual.exitCode()).isEqualTo(ExitCode.NOT_APPLIED);
        String branch = project.git("branch", "--list", "council/*/cheap").strip();
        assertThat(manual.out()).contains("Merge its branch yourself: `git merge " + branch + "`.\n");
        assertThat(manual.out().lines().dropWhile(line -> !line.startsWith("file.txt")))
                .containsExactly(
                        "file.txt: 1 conflict",
                        "  line 1",
                        "  your branch:",
                        "    mine\ufffd[1m",
                        "  before both:",
                        "    wrong",
                        "  cheap:",
                        "    right");
        assertThat(project.git("log", "--format=%H") + project.git("status", "--porcelain"))
                .isEqualTo(before);
        Outcome json = project.council("apply", "latest", "--conflicts", "manual", "--format", "json");
        Schemas.check("result", json.out());
        assertThat(json.err()).contains("file.txt: 1 conflict");
    }

    @Test
    void conflictsAreResolvedForTheAgentOrForTheBranch() throws IOException {
        project.write("file.txt", "mine\n").commit("mine");

        Outcome ours = project.council("apply", "latest", "dear", "--conflicts", "ours");
        assertThat(ours.exitCode()).as(ours.out()).isZero();
        assertThat(ours.out()).endsWith("Where both had changed the same lines, those of your branch stay: file.txt\n");
        assertThat(project.git("show", "--format=", "--name-only", "HEAD")).isEqualTo("more.txt");
        assertThat(project.root().resolve("file.txt")).hasContent("mine");

        Outcome theirs = project.council("apply", "latest", "--conflicts", "theirs");
        assertThat(theirs.exitCode()).as(theirs.out()).isZero();
        assertThat(theirs.out()).endsWith("Where both had changed the same lines, those of cheap stay: file.txt\n");
        assertThat(project.root().resolve("file.txt")).hasContent("right");
        assertThat(project.git("status", "--porcelain")).isEmpty();

        assertThat(project.council("apply", "latest", "--conflicts", "mine").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void riskyFilesStayRefusedWhoeverWinsTheConflicts() throws IOException {
        project.configure(Map.of("one", "mkdir .vscode; echo '{}' >.vscode/tasks.json; " + right("1")))
                .commit("another");
        run();
        project.write("file.txt", "mine\n").commit("mine");

        Outcome refused = project.council("apply", "latest", "--conflicts", "theirs");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.NOT_APPLIED);
        assertThat(refused.out()).contains("Not applied: ", "risky file: .vscode/tasks.json");
        assertThat(project.root().resolve("file.txt")).hasContent("mine");
        assertThat(project.council("apply", "latest", "--conflicts", "theirs", "--allow-risky")
                        .exitCode())
                .isZero();
        assertThat(project.root().resolve("file.txt")).hasContent("right");
    }

    @Test
    void worksWhateverIsWrongWithTheConfiguration() throws IOException {
        project.write("council.yml", "agents: { one: 7\n").commit("broken");

        for (String command : List.of("history", "show latest", "diff latest", "logs latest cheap", "clean")) {
            Outcome outcome = project.council(command.split(" "));
            assertThat(outcome.exitCode()).as(command + outcome.err()).isZero();
            assertThat(outcome.err().lines())
                    .as(command)
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("council: council.yml:")
                            .endsWith("until that is mended, defaults count for 'workspaces', 'history', 'apply'"));
        }
        assertThat(project.council("resume", "latest").exitCode()).isZero();
        assertThat(project.council("cancel", "latest").err()).contains("is over already");
        assertThat(project.council("apply", "latest").exitCode()).isZero();
        Outcome doctor = project.council("doctor", "--checks");
        assertThat(doctor.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(doctor.out())
                .containsPattern("failed +configuration +council.yml:")
                .contains("git version");
        assertThat(project.council("run", "mend it").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(project.council("history", "--config", "none.yml").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void leavesDirtyFilesAsTheyAre() throws IOException {
        project.write("file.txt", "mine\n");

        Outcome outcome = project.council("apply", "latest");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.NOT_APPLIED);
        assertThat(outcome.out()).contains("Not applied:");
        assertThat(project.root().resolve("file.txt")).hasContent("mine");
    }

    @Test
    void fromASnapshotTheChangeIsAppliedToTheFilesAlone() throws IOException {
        project.configure(Map.of("one", "cat new.txt >copy.txt; " + right("1")));
        String configuration = Files.readString(project.root().resolve("council.yml"));
        project.write("council.yml", configuration + "apply: { mode: merge }\n").commit("configured");
        project.write("new.txt", "uncommitted\n");
        String head = project.git("rev-parse", "HEAD");

        Outcome outcome = project.council("run", "--with-changes", "mend it");
        assertThat(outcome.out()).contains("Next: council diff ", ", then council apply ");
        assertThat(project.council("apply", "latest").out())
                .contains("Applied: one's change, patch into the working tree, uncommitted");

        project.write("file.txt", "wrong\n");
        Files.delete(project.root().resolve("copy.txt"));
        assertThat(project.council("run", "--with-changes", "--apply", "mend it")
                        .out())
                .contains("Applied: one's change, patch into the working tree, uncommitted");
        assertThat(project.root().resolve("copy.txt")).hasContent("uncommitted");
        assertThat(project.git("rev-parse", "HEAD")).isEqualTo(head);
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

    private AggregatedResult shown() {
        return Json.result(
                Json.parse(project.council("show", "latest", "--format", "json").out()));
    }
}
