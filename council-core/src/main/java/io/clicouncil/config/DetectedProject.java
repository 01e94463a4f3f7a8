package io.clicouncil.config;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a project seems to be built and tested.
 *
 * @param tool the build tool, as people call it
 * @param check the shell command that runs its tests
 * @param reporting the same, writing JUnit XML where the tool does not do so by itself
 * @param report where that XML is, as a pattern for {@code report}; null where the tool cannot write any by itself
 * @param tests where its tests usually are, as patterns for {@code protect}
 * @param ignored a folder that the tests need and git ignores; null where there is none
 * @param install the command that makes this folder; null where there is none
 * @since 0.1
 */
public record DetectedProject(
        String tool,
        String check,
        String reporting,
        @Nullable String report,
        List<String> tests,
        @Nullable String ignored,
        @Nullable String install) {

    /** Checks the parts and takes a copy. */
    public DetectedProject {
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(reporting, "reporting");
        tests = List.copyOf(tests);
    }

    static DetectedProject of(String tool, String check, String... tests) {
        return new DetectedProject(tool, check, check, null, List.of(tests), null, null);
    }

    DetectedProject reporting(String command, String pattern) {
        return new DetectedProject(tool, check, command, pattern, tests, ignored, install);
    }

    DetectedProject needing(String folder, @Nullable String command) {
        return new DetectedProject(tool, check, reporting, report, tests, folder, command);
    }
}
