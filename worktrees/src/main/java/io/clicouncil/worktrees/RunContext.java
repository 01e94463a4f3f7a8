package io.clicouncil.worktrees;

import io.clicouncil.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.eclipse.jgit.lib.Repository;

/**
 * What the parts of one run share.
 *
 * @param workspaces the folder that holds the run's worktrees
 * @param repository opened at the common directory, so no head of a working tree is ever touched through it
 * @param environment the environment of the council
 */
record RunContext(
        String runId,
        Places places,
        Path workspaces,
        RepositoryLayout layout,
        Settings settings,
        Repository repository,
        NativeGit git,
        Map<String, String> environment) {

    /** Opens the repository for a run whose lock is held. */
    static RunContext open(
            String runId,
            Places places,
            RepositoryLayout layout,
            Settings settings,
            CommandRunner runner,
            Map<String, String> environment)
            throws IOException {
        // Prompts and output are nobody else's business, whatever the rights of the repository are.
        Path directory = Folders.makePrivate(places.directory(runId));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        return looking(runId, places, layout, settings, runner, environment);
    }

    /** The same for somebody who only looks at a run, perhaps one of another process. */
    static RunContext looking(
            String runId,
            Places places,
            RepositoryLayout layout,
            Settings settings,
            CommandRunner runner,
            Map<String, String> environment)
            throws IOException {
        Path directory = places.directory(runId);
        NativeGit git = new NativeGit(runner, environment, layout, places.stage(runId), directory, settings.filters());
        Repository repository = Inspector.open(layout.commonDirectory());
        Path workspaces = Registration.workspaces(places, runId, registry(layout.commonDirectory()));
        return new RunContext(runId, places, workspaces, layout, settings, repository, git, environment);
    }

    /** The run's own state folder, which stays. */
    Path directory() {
        return places.directory(runId);
    }

    Path stage() {
        return places.stage(runId);
    }

    Path trash() {
        return Places.trash(workspaces);
    }

    /** A fresh empty folder on the file system of the repository. */
    Path newFolder(String purpose) throws IOException {
        Folders.make(stage());
        return Files.createTempDirectory(stage(), purpose + "-");
    }

    /** Where git registers linked worktrees. */
    Path registry() {
        return registry(layout.commonDirectory());
    }

    static Path registry(Path commonDirectory) {
        return commonDirectory.resolve("worktrees");
    }
}
