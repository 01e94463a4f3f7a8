package io.clicouncil.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectDetectorTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "pom.xml, ``, mvn -q test",
                "gradlew, ``, ./gradlew -q test",
                "build.gradle.kts, ``, gradle -q test",
                "Cargo.toml, ``, cargo test -q",
                "go.mod, ``, go test ./...",
                "package.json, `{\"scripts\": {\"test\": \"jest\"}}`, npm test",
                "pytest.ini, ``, pytest -q",
                "conftest.py, ``, pytest -q",
                "test_dates.py, ``, pytest -q",
                "pyproject.toml, [tool.pytest.ini_options], pytest -q",
                "setup.cfg, [tool:pytest], pytest -q",
                "tox.ini, [pytest], pytest -q",
                "Makefile, test: build, make test",
            })
    void knowsTheCommandOfABuild(String file, String content, String command) throws IOException {
        Files.writeString(folder.resolve(file), content);
        assertThat(ProjectDetector.check(folder)).contains(command);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "README.md, test: yes",
                "package.json, `{\"scripts\": {\"test\": \"echo \\\"Error: no test specified\\\" && exit 1\"}}`",
                "package.json, {}",
                "package.json, {not json",
                "pyproject.toml, [project]",
                "Makefile, test := 5",
                "Makefile, latest: x",
            })
    void doesNotGuessWildly(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content);
        assertThat(ProjectDetector.check(folder)).isEmpty();
    }

    @Test
    void prefersTheWrapper() throws IOException {
        Files.createFile(folder.resolve("pom.xml"));
        Files.createFile(folder.resolve("mvnw"));
        assertThat(ProjectDetector.check(folder)).contains("./mvnw -q test");
    }

    @Test
    void saysWhereTestsAndTheirReportsAre() throws IOException {
        Files.createFile(folder.resolve("pom.xml"));
        Files.createFile(folder.resolve("package-lock.json"));
        Files.writeString(folder.resolve("package.json"), "{\"scripts\": {\"test\": \"jest\"}}");
        Files.createFile(Files.createDirectory(folder.resolve("tests")).resolve("test_dates.py"));
        assertThat(ProjectDetector.detect(folder))
                .containsExactly(
                        new DetectedProject(
                                "Maven",
                                "mvn -q test",
                                "mvn -q test",
                                "**/target/surefire-reports/*.xml",
                                List.of("src/test/**"),
                                null,
                                null),
                        new DetectedProject(
                                "npm",
                                "npm test",
                                "npm test",
                                null,
                                List.of("test/**", "*.test.*"),
                                "node_modules",
                                "npm ci"),
                        new DetectedProject(
                                "pytest",
                                "pytest -q",
                                "pytest -q --junitxml=pytest-report.xml",
                                "pytest-report.xml",
                                List.of("tests/**", "test_*.py"),
                                null,
                                null));
    }

    @Test
    void findsNothingWhereThereIsNothing() throws IOException {
        Files.createDirectory(folder.resolve("Makefile"));
        assertThat(ProjectDetector.check(folder)).isEmpty();
        assertThat(ProjectDetector.check(folder.resolve("missing"))).isEmpty();
    }
}
