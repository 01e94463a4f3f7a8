package io.clicouncil.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Guesses from the files in a folder by which command a project is tested. It only makes a proposal for people: nothing
 * that it finds is run.
 *
 * @since 0.1
 */
public final class CheckDetector {
    /** What npm writes into a project that has no test. */
    private static final String NO_TEST = "no test specified";

    private static final int LARGEST = 1024 * 1024;

    private static final List<Guess> GUESSES = List.of(
            new Guess("./mvnw -q test", folder -> has(folder, "mvnw") && has(folder, "pom.xml")),
            new Guess("mvn -q test", folder -> has(folder, "pom.xml")),
            new Guess("./gradlew -q test", folder -> has(folder, "gradlew")),
            new Guess("gradle -q test", folder -> has(folder, "build.gradle", "build.gradle.kts")),
            new Guess("cargo test -q", folder -> has(folder, "Cargo.toml")),
            new Guess("go test ./...", folder -> has(folder, "go.mod")),
            new Guess("npm test", CheckDetector::hasTestScript),
            new Guess("pytest -q", CheckDetector::usesPytest),
            new Guess("make test", folder -> holds(folder, "Makefile", "(?m)^test\\s*:(?!=)")));

    private CheckDetector() {}

    /**
     * The command for {@code --check} that a project most likely wants.
     *
     * @param folder the folder that holds the build file
     * @return a shell command, or nothing where no build file is known
     */
    public static Optional<String> detect(Path folder) {
        return GUESSES.stream()
                .filter(guess -> guess.fits().test(folder))
                .map(Guess::command)
                .findFirst();
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
                || holds(folder, "pyproject.toml", "(?m)^\\[tool\\.pytest")
                || holds(folder, "tox.ini", "(?m)^\\[pytest]")
                || holds(folder, "setup.cfg", "(?m)^\\[tool:pytest]");
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

    private record Guess(String command, Predicate<Path> fits) {}
}
