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
            + "pom\\.xml|\\.mvn/.*|mvnw(?:\\.cmd)?|testng[^/]*\\.xml"
            + "|[^/]+\\.gradle(?:\\.kts)?|gradle\\.properties|gradle/.*|gradlew(?:\\.bat)?|buildSrc/.*"
            + "|build\\.sbt|junit-platform\\.properties|META-INF/services/org\\.junit\\..*"
            + "|conftest\\.py|\\.?pytest\\.ini|pyproject\\.toml|tox\\.ini|setup\\.(?:cfg|py)|noxfile\\.py|\\.coveragerc"
            + "|(?:site|user)customize\\.py|[^/]+\\.pth"
            + "|package\\.json|(?:jest|vitest|vite|playwright|karma|babel)[^/]*\\.config\\.[^/]+|karma\\.conf\\.[^/]+"
            + "|jest\\.setup[^/]*|\\.babelrc[^/]*|tsconfig[^/]*\\.json|\\.npmrc|\\.yarnrc[^/]*|\\.pnpmfile\\.cjs|node_modules/.*"
            + "|bunfig\\.toml|deno\\.jsonc?|\\.mocharc[^/]*|\\.rspec|Rakefile|Gemfile|composer\\.json|phpunit\\.xml(?:\\.dist)?"
            + "|Cargo\\.toml|\\.cargo/.*|build\\.rs|rust-toolchain[^/]*|\\.config/nextest\\.toml|go\\.(?:mod|work)"
            + "|CMakeLists\\.txt|\\.bazelrc|BUILD(?:\\.bazel)?|Directory\\.Build\\.[^/]+|[^/]+\\.csproj)");

    private static final Pattern MAKEFILE = Pattern.compile("(?:.*/)?(?:GNUmakefile|[Mm]akefile|[^/]*\\.mk)");
    private static final Pattern MODULE = Pattern.compile("(?:/__(?:init|main)__)?\\.py$");
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
        if (path.startsWith(start) && named(path.substring(start.length()), words)) {
            return List.of("edit of a file that a check names: " + path);
        }
        boolean made = words.contains("make") && MAKEFILE.matcher(path).matches();
        return made || CONFIGURATION.matcher(path).matches()
                ? List.of("edit of what the checks are built by: " + path)
                : List.of();
    }

    /** Whether it is what a check names, or what Python would take for a program that it names. */
    private static boolean named(String path, Set<String> words) {
        return words.contains(path) || words.contains(MODULE.matcher(path).replaceFirst(""));
    }

    private static Stream<String> words(String argument) {
        return Arrays.stream(WORDS.split(argument)).map(word -> word.startsWith("./") ? word.substring(2) : word);
    }
}
