package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;

/**
 * Where the council keeps what for one repository.
 *
 * @param council its state, inside the common git directory
 * @param folder its worktrees, by run
 * @param ports the locks on port numbers, shared by all repositories
 */
record Places(Path council, Path folder, Path ports) {
    private static final String TRASH = "trash";
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    /** Finds or chooses them; {@code workspaces} is the folder below which all worktrees are made. */
    static Places of(Path workspaces, RepositoryLayout layout) throws IOException {
        Folders.makePrivate(workspaces);
        Path real = workspaces.toRealPath();
        if (real.startsWith(layout.root()) || real.startsWith(layout.commonDirectory())) {
            throw CouncilException.usage(
                    "The folder for workspaces, " + real + ", lies inside the repository. Choose one outside of it.");
        }
        return new Places(
                layout.commonDirectory().resolve("council"), repositoryFolder(real, layout), real.resolve("ports"));
    }

    /** One folder for each repository, by a name that a person knows again; from whichever working tree one comes. */
    private static Path repositoryFolder(Path workspaces, RepositoryLayout layout) throws IOException {
        byte[] hash = Constants.newMessageDigest()
                .digest(layout.commonDirectory().toString().getBytes(StandardCharsets.UTF_8));
        String suffix = "-" + HexFormat.of().formatHex(hash, 0, 4);
        try (DirectoryStream<Path> known = Files.newDirectoryStream(workspaces, "*" + suffix)) {
            Iterator<Path> first = known.iterator();
            if (first.hasNext()) {
                return first.next();
            }
        }
        String name = String.valueOf(layout.root().getFileName()).replaceAll("[^A-Za-z0-9._-]", "_");
        return workspaces.resolve(name + suffix);
    }

    static boolean isRunId(String text) {
        return RUN_ID.matcher(text).matches();
    }

    /** The folders that hold something of each run under its id, and what else is in them is ours as well. */
    List<Path> byRun() {
        return List.of(runs(), stages(), folder, trashes());
    }

    private Path runs() {
        return council.resolve("runs");
    }

    Path stages() {
        return council.resolve("stage");
    }

    Path trashes() {
        return folder.resolve(TRASH);
    }

    /** The run's own state folder, which stays. */
    Path directory(String runId) {
        return runs().resolve(runId);
    }

    /** The file whose lock says that the run is alive. */
    Path lock(String runId) {
        return runs().resolve(runId + ".lock");
    }

    /** Held while the user's files are changed, one run at a time. */
    Path applyLock() {
        return council.resolve("lock");
    }

    /** The run's own folder for what is not finished or no longer needed, on the file system of the repository. */
    Path stage(String runId) {
        return stages().resolve(runId);
    }

    Path worktrees(String runId) {
        return folder.resolve(runId);
    }

    /** Where a run's worktrees wait for their deletion, beside them and so on the same file system. */
    static Path trash(Path worktrees) {
        return worktrees.resolveSibling(TRASH).resolve(worktrees.getFileName());
    }
}
