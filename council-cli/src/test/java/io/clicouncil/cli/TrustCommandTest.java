package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cli.Project.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustCommandTest {
    private static final String AGENTS =
            "agents:\n  one: { adapter: command, command: [sh, -c, \"echo right > file.txt\"] }\n";
    private static final String FILE = "checks: [sh check.sh]\n" + AGENTS;

    @TempDir
    Path folder;

    private Project project;
    private String file;

    @BeforeEach
    void aRepositoryOfSomebodyElse() throws IOException {
        project = Project.make(folder).writeUntrusted(FILE).commit("configured");
        file = project.root().toRealPath().resolve("council.yml").toString();
    }

    @Test
    void aNewFileRunsNothing() {
        Outcome outcome = outside("run", "mend it");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .isEqualTo(
                        "council: " + file + " is new and could run any command: look at it by `council trust`, which"
                                + " asks whether you trust it\n");
        assertThat(project.root().resolve(".git/council")).doesNotExist();
    }

    @Test
    void showsWhatItWouldRunAndTrustsItByYes() throws IOException {
        Outcome shown = outside("trust");
        assertThat(shown.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(shown.out())
                .contains("check sh check.sh: sh -c sh check.sh", "agent one: command", "  + checks: [sh check.sh]");

        assertThat(outside("trust", "--yes").exitCode()).isZero();

        assertThat(outside("trust").out()).isEqualTo(file + " is trusted.\n");
        assertThat(outside("run", "--format", "json", "mend it").exitCode()).isZero();
        try (Stream<Path> kept = Files.walk(folder.resolve("home/.local/state/council/trust"))) {
            assertThat(kept.filter(Files::isRegularFile).toList())
                    .singleElement()
                    .satisfies(entry -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void asksAtATerminal() {
        assertThat(project.council(Map.of("COUNCIL_STDOUT_TTY", "1", "CI", ""), "n\n", "trust")
                        .exitCode())
                .isEqualTo(ExitCode.REFUSED);
        assertThat(project.council(Map.of("COUNCIL_STDOUT_TTY", "1", "CI", ""), "y\n", "trust")
                        .exitCode())
                .isZero();
        assertThat(outside("trust").exitCode()).isZero();
    }

    @Test
    void aChangeAsksAgainAndIsShownAndTheOldVersionStaysTrusted() throws IOException {
        outside("trust", "--yes");
        project.writeUntrusted(FILE + "frame: none\n");

        assertThat(outside("run", "mend it").err()).contains(file + " has changed and could run any command");
        assertThat(outside("trust").out()).contains("\n    checks: [sh check.sh]\n", "\n  + frame: none\n");

        project.writeUntrusted(FILE);
        assertThat(outside("trust").exitCode()).isZero();
    }

    @Test
    void yesTrustsAndRuns() {
        assertThat(outside("run", "--yes", "--format", "json", "mend it").exitCode())
                .isZero();
        assertThat(outside("trust").exitCode()).isZero();
    }

    @Test
    void thePlanSaysItAndStartsNothing() throws IOException {
        project.writeUntrusted(
                FILE + "  two: { adapter: mine }\nadapters:\n  mine: { command: [sh, -c, \"touch ran\"] }\n");
        List<String> asked =
                outside("plan", "-a", "one", "mend it").out().lines().toList();

        assertThat(asked).last().asString().startsWith("Trust: " + file + " is new");
        outside("trust", "--yes");
        assertThat(outside("plan", "-a", "one", "mend it").out()).endsWith("Trust: " + file + " is trusted\n");
        assertThat(project.root().resolve("ran")).doesNotExist();
    }

    @Test
    void inCiTheCommittedFileCountsAndAChangedOneDoesNot() throws IOException {
        assertThat(inCi("run", "--format", "json", "mend it").exitCode()).isZero();

        project.writeUntrusted(FILE + "frame: none\n");
        assertThat(inCi("run", "mend it").exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void inCiAFileThatTheCommitHasAndTheWorkingTreeLacksIsMissed() throws IOException {
        Files.delete(project.root().resolve("council.yml"));

        Outcome outcome = inCi("run", "-a", "command", "--check", "true", "mend it");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(outcome.err())
                .isEqualTo("council: " + file + " of HEAD is missing here, and without it other settings would be in"
                        + " force: check out HEAD\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CHANGE_TARGET"})
    void aPipelineOfAProposedChangeStartsFromTheBranchItIsProposedFor(String variable) throws IOException {
        Map<String, String> pipeline = Map.of("CI", "true", variable, "main");
        project.git("checkout", "-q", "-b", "proposed");
        project.write("check.sh", "true\n").commit("a check of the proposal's own");

        Outcome unknown = project.council(pipeline, "", "run", "mend it");
        assertThat(unknown.exitCode()).as("the branch was not fetched").isEqualTo(ExitCode.REFUSED);

        project.git("update-ref", "refs/remotes/origin/main", "main");
        Outcome proposed = project.council(pipeline, "", "run", "mend it");
        assertThat(proposed.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(proposed.err())
                .isEqualTo("council: this pipeline is about a change that is proposed for 'main', and HEAD is no commit"
                        + " of that branch, so its council.yml, checks and setup would be those of the proposed change:"
                        + " `git fetch origin main:refs/remotes/origin/main && git checkout --detach origin/main` starts"
                        + " from the branch; or name a file of your own by --config\n");
        assertThat(project.root().resolve(".git/council")).doesNotExist();

        assertThat(project.council(pipeline, "", "run", "--base", "origin/main", "--format", "json", "mend it")
                        .exitCode())
                .as("the same council.yml, and the checks of the branch")
                .isZero();
    }

    @Test
    void aPipelineOfAProposedChangeTakesNoConfigurationOfIt() throws IOException {
        Map<String, String> pipeline = Map.of("CI", "true", "GITHUB_BASE_REF", "main");
        project.git("update-ref", "refs/remotes/origin/main", "main");
        project.git("checkout", "-q", "-b", "proposed");
        project.write("council.yml", FILE + "frame: none\n").commit("trusted by this machine, and proposed");

        Outcome outcome = project.council(pipeline, "", "run", "--base", "origin/main", "mend it");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(outcome.err())
                .contains("the council.yml here is not the one of origin/main: `git fetch origin main:");

        project.git("checkout", "-q", "--detach", "origin/main");
        assertThat(project.council(pipeline, "", "run", "--format", "json", "mend it")
                        .exitCode())
                .isZero();
    }

    @Test
    void whatTheUserNamesHimselfNeedsNone() throws IOException {
        Path own = Files.writeString(folder.resolve("own.yml"), FILE);

        assertThat(outside("--config", own.toString(), "run", "--format", "json", "mend it")
                        .exitCode())
                .isZero();
        assertThat(project.council(
                                Map.of("CI", "true", "GITHUB_BASE_REF", "main"),
                                "",
                                "--config",
                                own.toString(),
                                "run",
                                "--format",
                                "json",
                                "mend it")
                        .exitCode())
                .as("in a pipeline of a proposed change as well")
                .isZero();
    }

    @Test
    void checksOfTheDoctorNeedItAndTheOthersDoNot() {
        assertThat(outside("doctor", "--checks").exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(outside("doctor").out()).contains("is new and could run any command");
    }

    @Test
    void aFolderWithoutAFileHasNothingToTrust() throws IOException {
        Files.delete(project.root().resolve("council.yml"));

        assertThat(outside("trust").out())
                .isEqualTo("There is no council.yml of a repository here, so there is nothing to trust.\n");
    }

    private Outcome outside(String... arguments) {
        return project.council(Map.of("CI", ""), "", arguments);
    }

    private Outcome inCi(String... arguments) {
        return project.council(Map.of("CI", "true"), "", arguments);
    }
}
