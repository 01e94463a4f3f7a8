package io.clicouncil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.task.Check;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.FileChange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildEditsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pom.xml",
                "core/pom.xml",
                ".mvn/jvm.config",
                "build.gradle",
                "app/build.gradle.kts",
                "settings.gradle",
                "gradle/wrapper/gradle-wrapper.properties",
                "src/test/resources/junit-platform.properties",
                "conftest.py",
                "tests/conftest.py",
                "pytest.ini",
                "pyproject.toml",
                "setup.cfg",
                "package.json",
                "jest.config.js",
                "web/vitest.config.mts",
                ".mocharc.json",
                "Cargo.toml",
                "tests.gradle",
                "sitecustomize.py",
                "lib/x.pth",
                ".npmrc",
                "vite.config.ts",
                "node_modules/.bin/jest",
                "src/test/resources/META-INF/services/org.junit.platform.launcher.LauncherSessionListener",
                "go.work"
            })
    void areFlagged(String path) {
        assertThat(edits(path, "mvn -q test", "")).containsExactly("edit of what the checks are built by: " + path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"src/main/java/Pom.java", "pom.xml.md", "docs/package.json.txt", "Makefile", "src/gradle.java"})
    void ofOtherFilesAreNot(String path) {
        assertThat(edits(path, "mvn -q test", "")).isEmpty();
    }

    @Test
    void ofAMakefileAreFlaggedWhereMakeIsRun() {
        assertThat(edits("Makefile", "cd x && make test", ""))
                .containsExactly("edit of what the checks are built by: Makefile");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check.sh | sh check.sh",
                "check.sh | ./check.sh --fast",
                "tools/check.sh | cd . && sh './tools/check.sh'",
                "tools/check.sh | (tools/check.sh;true)"
            })
    void ofACheckItselfAreFlagged(String path, String script) {
        assertThat(edits(path, script, "")).containsExactly("edit of a file that a check names: " + path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pytest.py", "pytest/__init__.py", "pytest/__main__.py"})
    void ofWhatPythonTakesForTheProgramAreFlagged(String path) {
        assertThat(edits(path, "python -m pytest -q", ""))
                .containsExactly("edit of a file that a check names: " + path);
    }

    @Test
    void ofACheckInAFolderAreFlagged() {
        assertThat(edits("web/check.sh", "sh check.sh", "web"))
                .containsExactly("edit of a file that a check names: web/check.sh");
        assertThat(edits("check.sh", "sh check.sh", "web")).isEmpty();
    }

    private static List<String> edits(String path, String script, String folder) {
        FileChange file = new FileChange(path, FileChange.Kind.DELETED, 0, 1, false, null);
        Change change = new Change("b", "council/r/a", "c", List.of(file), List.of());
        return BuildEdits.of(change, List.of(Check.shell(script)), folder);
    }
}
