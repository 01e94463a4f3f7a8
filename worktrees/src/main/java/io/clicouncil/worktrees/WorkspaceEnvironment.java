package io.clicouncil.worktrees;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What processes in a workspace get in their environment. */
final class WorkspaceEnvironment {
    /** Several builds share one local repository of Maven's; without these it is not safe for that. Gradle locks by itself. */
    private static final String MAVEN_LOCKS =
            "-Daether.syncContext.named.factory=file-lock -Daether.syncContext.named.nameMapper=file-gav";

    private WorkspaceEnvironment() {}

    /**
     * Tells it.
     *
     * @param own the environment of the council, whose settings are kept
     */
    static Map<String, String> of(Path workspace, Ports ports, Map<String, String> own) {
        @Nullable String maven = own.get("MAVEN_ARGS");
        return Map.of(
                "COUNCIL_WORKSPACE",
                workspace.toString(),
                "COUNCIL_PORT_FIRST",
                Integer.toString(ports.first()),
                "COUNCIL_PORT_COUNT",
                Integer.toString(Ports.COUNT),
                "MAVEN_ARGS",
                maven == null || maven.isBlank() ? MAVEN_LOCKS : maven + " " + MAVEN_LOCKS);
    }
}
