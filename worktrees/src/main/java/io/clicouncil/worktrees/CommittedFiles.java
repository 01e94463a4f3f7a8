package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * Reads files as a commit has them.
 *
 * @since 0.1
 */
public final class CommittedFiles {
    private static final int LARGEST = 1 << 20;

    private CommittedFiles() {}

    /**
     * The content of a file in a commit. Reads the repository and blocks.
     *
     * @param root a folder in a working tree
     * @param file a file of that working tree
     * @param revision the commit, in git's words
     * @return its bytes, or nothing where there is no such file, commit or repository, or it has more than a mebibyte
     */
    public static Optional<byte[]> content(Path root, Path file, String revision) {
        try {
            RepositoryLayout layout = RepositoryLayout.find(root);
            String path = layout.root().relativize(file.toRealPath()).toString();
            try (Repository repository = Inspector.open(layout.gitDirectory());
                    RevWalk walk = new RevWalk(repository)) {
                @Nullable ObjectId commit = repository.resolve(revision + "^{commit}");
                @Nullable
                TreeWalk found = commit == null
                        ? null
                        : TreeWalk.forPath(
                                repository, path, walk.parseCommit(commit).getTree());
                return found == null
                        ? Optional.empty()
                        : Optional.of(repository.open(found.getObjectId(0)).getCachedBytes(LARGEST));
            }
        } catch (IOException | CouncilException | IllegalArgumentException | LargeObjectException none) {
            return Optional.empty();
        }
    }
}
