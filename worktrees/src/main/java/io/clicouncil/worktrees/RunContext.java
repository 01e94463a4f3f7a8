package io.clicouncil.worktrees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;

/**
 * What the parts of one run share.
 *
 * @param directory the run's own state folder, which stays
 * @param repository opened at the common directory, so no head of a working tree is ever touched through it
 * @param workspaces the folder that holds the run's worktrees
 * @param stage the run's own folder for what is not finished or no longer needed, inside the common directory
 * @param trash where worktrees wait for their deletion, beside {@code workspaces}
 */
record RunContext(
        String runId,
        Path directory,
        RepositoryLayout layout,
        Settings settings,
        Repository repository,
        NativeGit git,
        Path workspaces,
        Path stage,
        Path trash) {

    /** A fresh empty folder on the file system of the repository. */
    Path newFolder(String purpose) throws IOException {
        Files.createDirectories(stage);
        return Files.createTempDirectory(stage, purpose + "-");
    }

    /** Where git registers linked worktrees. */
    Path registry() {
        return layout.commonDirectory().resolve("worktrees");
    }
}
