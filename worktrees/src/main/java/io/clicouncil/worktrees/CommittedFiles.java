package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
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
     * @param file a file of that working tree, which need not be there
     * @param revision the commit, in git's words
     * @return its bytes, or nothing where there is no such file, commit or repository, or it has more than a mebibyte
     */
    public static Optional<byte[]> content(Path root, Path file, String revision) {
        try {
            RepositoryLayout layout = RepositoryLayout.find(root);
            String path = layout.root().relativize(real(file)).toString();
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

    /**
     * Whether a commit is in the history of a branch, as far as this repository has it. Reads the repository and blocks.
     *
     * @param root a folder in a working tree
     * @param branch the full name of the branch, {@code refs/remotes/origin/main}
     * @param revision the commit, in git's words
     * @return false where there is no such branch, commit or repository either
     */
    public static boolean holds(Path root, String branch, String revision) {
        try {
            RepositoryLayout layout = RepositoryLayout.find(root);
            try (Repository repository = Inspector.open(layout.gitDirectory());
                    RevWalk walk = new RevWalk(repository)) {
                Ref head = repository.exactRef(branch);
                ObjectId commit = repository.resolve(revision + "^{commit}");
                return head != null
                        && head.getObjectId() != null
                        && commit != null
                        && walk.isMergedInto(walk.parseCommit(commit), walk.parseCommit(head.getObjectId()));
            }
        } catch (IOException | CouncilException | IllegalArgumentException none) {
            return false;
        }
    }

    private static Path real(Path file) throws IOException {
        Path folder = file.getParent();
        return Files.exists(file) || folder == null
                ? file.toRealPath()
                : folder.toRealPath().resolve(file.getFileName());
    }
}
