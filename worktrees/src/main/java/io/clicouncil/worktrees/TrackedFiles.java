package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Tells which files of a working tree are part of its repository.
 *
 * @since 0.1
 */
public final class TrackedFiles {
    private TrackedFiles() {}

    /**
     * Whether git tracks a file. Reads the index and blocks.
     *
     * @param root a folder, usually the root of a working tree
     * @param file a file below it; a link is asked about itself, not about what it points to
     * @return false where the folder belongs to no repository
     */
    public static boolean tracks(Path root, Path file) {
        RepositoryLayout layout;
        try {
            layout = RepositoryLayout.find(root);
        } catch (CouncilException noRepository) {
            return false;
        } catch (IOException unreadable) {
            throw unreadable(root, unreadable);
        }
        try {
            Path folder = Folders.parentOf(file).toRealPath();
            GitPath path = GitPath.ROOT;
            for (Path name : layout.root().relativize(folder.resolve(file.getFileName()))) {
                path = path.child(GitPath.nameOf(name));
            }
            GitPath wanted = path;
            return GitIndex.read(layout.gitDirectory().resolve("index")).rows().stream()
                    .anyMatch(row -> row.path().equals(wanted));
        } catch (IOException unreadable) {
            throw unreadable(root, unreadable);
        }
    }

    private static CouncilException unreadable(Path root, IOException cause) {
        return new CouncilException(
                CouncilException.Reason.ENVIRONMENT,
                "The index of " + root + " cannot be read. Run `git status` there to see why.",
                cause);
    }
}
