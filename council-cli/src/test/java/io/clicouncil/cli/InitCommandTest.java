package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cli.Project.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
    @TempDir
    Path folder;

    private Project project;
    private Map<String, String> path;

    /** A machine where only a fake Claude Code is on the path, beside what a shell needs. */
    @BeforeEach
    void aMachineWithOneAgent() throws IOException {
        project = Project.make(folder);
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.writeString(bin.resolve("claude"), "#!/bin/sh\necho '2.1.329 (Claude Code)'\n");
        assertThat(bin.resolve("claude").toFile().setExecutable(true)).isTrue();
        path = Map.of("PATH", bin + ":/usr/bin:/bin");
    }

    @Test
    void asksTheAgentsThatAreHereAndChecksByTheTests() throws IOException {
        project.write("pom.xml", "<project/>");
        Outcome outcome = init();
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("agents: claude-code\n", "check: mvn -q test\n", "council doctor --checks");
        assertThat(file()).startsWith("# yaml-language-server: $schema=.git/council/council.schema.json\nversion: 1\n");
        assertThat(file())
                .contains("agents:\n  claude-code: {}   # Claude Code, the coding agent of Anthropic. (2.1.329")
                .contains(
                        "checks:\n  - { name: tests, run: mvn -q test, report: \"**/target/surefire-reports/*.xml\" }")
                .contains("# protect: [\"src/test/**\"]\n");
        assertThat(project.root().resolve(".git/council/council.schema.json"))
                .hasSameTextualContentAs(Path.of("../docs/council.schema.json"));
    }

    @Test
    void whatItWroteIsReadAndTrusted() throws IOException {
        project.write("go.mod", "module x\n");
        init();
        Outcome plan = project.council(path, "", "plan", "mend it");
        assertThat(plan.exitCode()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("claude-code", "go test ./...");
        assertThat(project.council("trust").out()).endsWith("council.yml is trusted.\n");
    }

    @Test
    void everythingThatIsCommentedOutCouldBeTakenIn() throws IOException {
        project.write("pom.xml", "<project/>")
                .write("package.json", "{\"scripts\": {\"test\": \"jest\"}}")
                .write("package-lock.json", "{}");
        init();
        String all = file().lines()
                .skip(1)
                .filter(line -> !line.matches("# [A-Z].*"))
                .map(line -> line.replaceFirst("^# ?", ""))
                .map(line -> line.startsWith("  run: [npm") ? line : line.replaceFirst("^ (?=[a-z])", ""))
                .collect(java.util.stream.Collectors.joining("\n"));
        Outcome plan = project.write("council.yml", all).council(path, "", "plan", "mend it");
        assertThat(plan.exitCode()).as(all + plan.err()).isZero();
        assertThat(plan.out()).contains("fixer", "npm test", "cascade");
    }

    @Test
    void aFileThatIsThereStays() throws IOException {
        project.write("council.yml", "agents: { broken");
        Outcome outcome = init();
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err())
                .endsWith("council.yml is there already: --force writes over it, --dry-run only prints\n");
        assertThat(file()).isEqualTo("agents: { broken");
        assertThat(init("--force").exitCode()).isZero();
        assertThat(file()).contains("claude-code: {}");
    }

    @Test
    void aDryRunWritesNothing() {
        Outcome outcome = init("--dry-run", "--check", "grep -q \"right\" file.txt", "-a", "codex,gemini");
        assertThat(outcome.out())
                .contains(
                        "\n  gemini: {}",
                        "\n  codex: {}",
                        "\n#   claude-code: {}",
                        "  - \"grep -q \\\"right\\\" file.txt\"\n");
        assertThat(project.root().resolve("council.yml")).doesNotExist();
        assertThat(project.root().resolve(".git/council/council.schema.json")).doesNotExist();
    }

    @Test
    void withoutAgentsAndTestsItSaysWhatIsMissing() throws IOException {
        Outcome outcome = project.council(Map.of("PATH", "/usr/bin:/bin"), "", "init");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("agents: none was found here; `council agents`", "check: none was found;");
        assertThat(file()).contains("# agents:\n", "# checks:\n#   - make test\n");
        assertThat(project.council("plan", "mend it").exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    }

    @Test
    void anUnknownAdapterIsRefused() {
        Outcome outcome = init("-a", "claude-cod");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("claude-cod", "claude-code");
        assertThat(project.root().resolve("council.yml")).doesNotExist();
    }

    @Nested
    class BelowTheRoot {
        @Test
        void theFileLiesWhereTheBuildFileIs() throws IOException {
            project.write("app/go.mod", "module x\n").write("app/src/deep/x.go", "package deep\n");
            Outcome outcome = project.council(path, "", "-C", "app/src/deep", "init");
            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(Files.readString(project.root().resolve("app/council.yml")))
                    .startsWith("# yaml-language-server: $schema=../.git/council/council.schema.json\n")
                    .contains("  - go test ./...   # Go\n");
        }

        @Test
        void outsideOfARepositoryNothingIsWritten() throws IOException {
            Project bare = Project.bare(folder, "bare");
            assertThat(bare.council(path, "", "init").exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
            assertThat(bare.root()).isEmptyDirectory();
        }
    }

    private Outcome init(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "init";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return project.council(path, "", all);
    }

    private String file() throws IOException {
        return Files.readString(project.root().resolve("council.yml"));
    }
}
