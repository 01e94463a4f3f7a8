package io.clicouncil.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeRisksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".github/workflows/ci.yml",
                "sub/.GitHub/Workflows/x.yml",
                ".husky/pre-commit",
                ".envrc",
                ".gitattributes",
                "module/.gitmodules",
                ".claude/settings.json",
                ".mcp.json",
                ".vscode/tasks.json",
                "Jenkinsfile",
                "council.yml",
                "lefthook-local.yml",
                ".pre-commit-config.yaml",
                ".woodpecker/build.yml",
                ".forgejo/workflows/ci.yaml",
                "bitbucket-pipelines.yml",
                "AGENTS.md",
                "web/CLAUDE.md",
                ".github/copilot-instructions.md",
                ".cursor/mcp.json",
                ".opencode/plugin/x.ts",
                "opencode.json",
                ".vscode/launch.json",
                "all.code-workspace",
                ".idea/runConfigurations/x.xml",
                ".run/x.run.xml",
                ".devcontainer/devcontainer.json",
                ".gitmodules",
                ".env.local",
                ".mvn/extensions.xml",
                "mvnw",
                "gradle/wrapper/gradle-wrapper.properties",
                ".yarnrc.yml",
                ".cargo/config.toml",
                "lib/x.pth"
            })
    void flagsFilesThatRunLater(String path) {
        assertThat(ChangeRisks.of(change(path, null))).containsExactly("risky file: " + path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".ENVRC",
                ".envrc.",
                ".envrc  ",
                ".envrc::$DATA",
                ".en\u200Cvrc",
                "\u202E.envrc",
                ".husky./pre-commit",
                ".GitHub /workflows/x.yml",
                ".git/hooks/pre-commit",
                ".GIT/config",
                "a/.g\u200Cit/config",
                "GIT~1/config",
                ".git./config",
                "a\\.vscode\\tasks.json"
            })
    void knowsThemInEverySpelling(String path) {
        assertThat(ChangeRisks.of(change(path, null))).containsExactly("risky file: " + path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pom.xml",
                "Makefile",
                "conftest.py",
                "agents/Main.java",
                ".github/README.md",
                ".editorconfig",
                "docs/claude.txt",
                "src/git~x",
                ".gitignore",
                "src/Main.java",
                "README.md",
                "docs/github/workflows/x.yml",
                "env",
                "a.envrc.md"
            })
    void letsOrdinaryFilesPass(String path) {
        assertThat(ChangeRisks.of(change(path, null))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "link, /etc/passwd, true",
        "link, ../other, true",
        "a/b/link, ../../../x, true",
        "a/b/link, ../../x, false",
        "a/link, b/../c, false",
        "a/link, b/../../../c, true",
        "link, ., false",
    })
    void flagsLinksThatPointOutside(String path, String target, boolean outside) {
        assertThat(ChangeRisks.of(change(path, target)).contains("link outside: " + path))
                .isEqualTo(outside);
    }

    @Test
    void saysNothingOfADeletion() {
        FileChange gone = new FileChange(".envrc", FileChange.Kind.DELETED, 0, 3, false, null);

        assertThat(ChangeRisks.of(new Change("b", "branch", "c", List.of(gone), List.of())))
                .isEmpty();
    }

    private static Change change(String path, @Nullable String target) {
        FileChange file = new FileChange(path, FileChange.Kind.ADDED, 1, 0, false, target);
        return new Change("b", "branch", "c", List.of(file), List.of());
    }
}
