package io.clicouncil.verify;

import io.clicouncil.task.Check;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.FileChange;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds edits of what the checks are run by: the build's configuration, which may leave tests out, and the checks' own
 * scripts. Such an edit may be what the task asks for; a reader should look at it.
 *
 * @since 0.1
 */
public final class BuildEdits {
    private static final Pattern CONFIGURATION = Pattern.compile("(?:.*/)?(?:"
            + "pom\\.xml|\\.mvn/.*|mvnw(?:\\.cmd)?"
            + "|(?:build|settings)\\.gradle(?:\\.kts)?|gradle\\.properties|gradle/.*|gradlew(?:\\.bat)?|buildSrc/.*"
            + "|build\\.sbt|junit-platform\\.properties"
            + "|conftest\\.py|pytest\\.ini|\\.pytest\\.ini|pyproject\\.toml|tox\\.ini|setup\\.cfg|noxfile\\.py"
            + "|package\\.json|(?:jest|vitest|playwright|karma|babel)[^/]*\\.config\\.[^/]+|karma\\.conf\\.[^/]+"
            + "|\\.mocharc[^/]*|\\.rspec|Rakefile|phpunit\\.xml(?:\\.dist)?"
            + "|Cargo\\.toml|\\.cargo/.*|\\.config/nextest\\.toml|CMakeLists\\.txt)");

    private static final Pattern MAKEFILE = Pattern.compile("(?:.*/)?(?:GNUmakefile|[Mm]akefile|[^/]*\\.mk)");
    private static final Pattern WORDS = Pattern.compile("[\\s;&|()<>\"'`=]+");

    private BuildEdits() {}

    /**
     * What a change edits of that, one sentence for each path; empty where nothing is.
     *
     * @param folder where checks start, relative to the root, empty for the root itself
     */
    public static List<String> of(Change change, List<Check> checks, String folder) {
        Set<String> words = new HashSet<>();
        for (Check check : checks) {
            check.command().stream().flatMap(BuildEdits::words).forEach(words::add);
        }
        return change.files().stream()
                .map(FileChange::path)
                .flatMap(path -> flag(path, words, folder).stream())
                .toList();
    }

    private static List<String> flag(String path, Set<String> words, String folder) {
        String start = folder.isEmpty() ? "" : folder + "/";
        if (path.startsWith(start) && words.contains(path.substring(start.length()))) {
            return List.of("edit of a check's own file: " + path);
        }
        boolean made = words.contains("make") && MAKEFILE.matcher(path).matches();
        return made || CONFIGURATION.matcher(path).matches()
                ? List.of("edit of what the checks are built by: " + path)
                : List.of();
    }

    private static Stream<String> words(String argument) {
        return Arrays.stream(WORDS.split(argument)).map(word -> word.startsWith("./") ? word.substring(2) : word);
    }
}
