package io.clicouncil.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckDetectorTest {

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
                "pyproject.toml, [tool.pytest.ini_options], pytest -q",
                "setup.cfg, [tool:pytest], pytest -q",
                "tox.ini, [pytest], pytest -q",
                "Makefile, test: build, make test",
            })
    void knowsTheCommandOfABuild(String file, String content, String command) throws IOException {
        Files.writeString(folder.resolve(file), content);
        assertThat(CheckDetector.detect(folder)).contains(command);
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
        assertThat(CheckDetector.detect(folder)).isEmpty();
    }

    @Test
    void prefersTheWrapper() throws IOException {
        Files.createFile(folder.resolve("pom.xml"));
        Files.createFile(folder.resolve("mvnw"));
        assertThat(CheckDetector.detect(folder)).contains("./mvnw -q test");
    }

    @Test
    void findsNothingWhereThereIsNothing() throws IOException {
        Files.createDirectory(folder.resolve("Makefile"));
        assertThat(CheckDetector.detect(folder)).isEmpty();
        assertThat(CheckDetector.detect(folder.resolve("missing"))).isEmpty();
    }
}
