package io.clicouncil.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Guesses from the files in a folder how a project is built and tested. It only makes proposals for people: nothing that
 * it finds is run.
 *
 * @since 0.1
 */
public final class ProjectDetector {
    /** What npm writes into a project that has no test. */
    private static final String NO_TEST = "no test specified";

    private static final int LARGEST = 1024 * 1024;

    private static final List<Function<Path, @Nullable DetectedProject>> GUESSES = List.of(
            ProjectDetector::maven,
            ProjectDetector::gradle,
            ProjectDetector::cargo,
            ProjectDetector::go,
            ProjectDetector::npm,
            ProjectDetector::pytest,
            ProjectDetector::make);

    private ProjectDetector() {}

    /**
     * What is built in a folder, the most likely first.
     *
     * @param folder the folder that holds the build files
     */
    public static List<DetectedProject> detect(Path folder) {
        return GUESSES.stream()
                .flatMap(guess -> Stream.ofNullable(guess.apply(folder)))
                .toList();
    }

    /** The command for {@code --check} that a project most likely wants. */
    public static Optional<String> check(Path folder) {
        return detect(folder).stream().map(DetectedProject::check).findFirst();
    }

    private static @Nullable DetectedProject maven(Path folder) {
        if (!has(folder, "pom.xml")) {
            return null;
        }
        String check = has(folder, "mvnw") ? "./mvnw -q test" : "mvn -q test";
        return DetectedProject.of("Maven", check, "src/test/**").reporting(check, "**/target/surefire-reports/*.xml");
    }

    private static @Nullable DetectedProject gradle(Path folder) {
        if (!has(folder, "gradlew", "build.gradle", "build.gradle.kts")) {
            return null;
        }
        String check = has(folder, "gradlew") ? "./gradlew -q test" : "gradle -q test";
        return DetectedProject.of("Gradle", check, "src/test/**").reporting(check, "**/build/test-results/**/*.xml");
    }

    private static @Nullable DetectedProject cargo(Path folder) {
        return has(folder, "Cargo.toml") ? DetectedProject.of("Cargo", "cargo test -q", "tests/**") : null;
    }

    private static @Nullable DetectedProject go(Path folder) {
        return has(folder, "go.mod") ? DetectedProject.of("Go", "go test ./...", "*_test.go") : null;
    }

    private static @Nullable DetectedProject npm(Path folder) {
        if (!hasTestScript(folder)) {
            return null;
        }
        DetectedProject found = DetectedProject.of("npm", "npm test", "test/**", "*.test.*");
        return Files.isDirectory(folder.resolve("node_modules")) || has(folder, "package-lock.json")
                ? found.needing("node_modules", has(folder, "package-lock.json") ? "npm ci" : null)
                : found;
    }

    private static @Nullable DetectedProject pytest(Path folder) {
        return usesPytest(folder)
                ? DetectedProject.of("pytest", "pytest -q", "tests/**", "test_*.py")
                        .reporting("pytest -q --junitxml=pytest-report.xml", "pytest-report.xml")
                : null;
    }

    private static @Nullable DetectedProject make(Path folder) {
        return holds(folder, "Makefile", "(?m)^test\\s*:(?!=)") ? DetectedProject.of("make", "make test") : null;
    }

    private static boolean hasTestScript(Path folder) {
        try {
            JsonNode script = JsonMapper.shared()
                    .readTree(text(folder.resolve("package.json")))
                    .path("scripts")
                    .path("test");
            return script.isString() && !script.asString().contains(NO_TEST);
        } catch (JacksonException notJson) {
            return false;
        }
    }

    private static boolean usesPytest(Path folder) {
        return has(folder, "pytest.ini", "conftest.py")
                || hasTestModule(folder)
                || hasTestModule(folder.resolve("tests"))
                || holds(folder, "pyproject.toml", "(?m)^\\[tool\\.pytest")
                || holds(folder, "tox.ini", "(?m)^\\[pytest]")
                || holds(folder, "setup.cfg", "(?m)^\\[tool:pytest]");
    }

    private static boolean hasTestModule(Path folder) {
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(folder, "test_*.py")) {
            return modules.iterator().hasNext();
        } catch (IOException | DirectoryIteratorException unreadable) {
            return false;
        }
    }

    private static boolean has(Path folder, String... names) {
        return Arrays.stream(names).anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
    }

    private static boolean holds(Path folder, String name, String pattern) {
        return Pattern.compile(pattern).matcher(text(folder.resolve(name))).find();
    }

    /** What is in a file; nothing where it is none, cannot be read, or is no file that somebody wrote. */
    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST
                    ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    : "";
        } catch (IOException unreadable) {
            return "";
        }
    }
}
