package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Writes what a branch holds as a patch. Git's own command is not asked: it would run what the repository's attributes and
 * settings name, and an agent may have written those.
 *
 * @since 0.1
 */
public final class GitPatches {
    private final Path commonDirectory;

    /** The patches of the repository with this common git directory. */
    public GitPatches(Path commonDirectory) {
        this.commonDirectory = commonDirectory;
    }

    /**
     * Writes the difference between a commit and the head of a branch, without guessing renames; of binary files it says
     * only that they differ.
     *
     * @param base the id of the commit
     * @param branch the short name of the branch
     * @param out gets the patch, byte for byte; not closed
     * @return whether there is such a branch; nothing is written where there is none
     */
    public Mono<Boolean> write(String base, String branch, OutputStream out) {
        return Blocking.call(() -> writeNow(base, branch, out));
    }

    /**
     * Whether there is a branch.
     *
     * @param branch its short name
     */
    public Mono<Boolean> holds(String branch) {
        return Blocking.call(() -> {
            QuietSystemReader.keepQuietAt(commonDirectory);
            try (Repository repository = Inspector.open(commonDirectory)) {
                return head(repository, branch) != null;
            }
        });
    }

    private boolean writeNow(String base, String branch, OutputStream out) throws IOException {
        QuietSystemReader.keepQuietAt(commonDirectory);
        try (Repository repository = Inspector.open(commonDirectory)) {
            @Nullable ObjectId head = head(repository, branch);
            if (head == null) {
                return false;
            }
            write(repository, ObjectId.fromString(base), head, out);
            return true;
        } catch (MissingObjectException e) {
            throw new CouncilException(
                    Reason.ENVIRONMENT,
                    "The commit " + e.getObjectId().name() + " is not in this repository any more, so `" + branch
                            + "` cannot be compared with what it started from.",
                    e);
        }
    }

    private static @Nullable ObjectId head(Repository repository, String branch) throws IOException {
        @Nullable Ref ref = repository.exactRef(Branches.HEADS + branch);
        return ref == null ? null : ref.getObjectId();
    }

    private static void write(Repository repository, ObjectId base, ObjectId head, OutputStream out)
            throws IOException {
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk walk = new RevWalk(reader);
                DiffFormatter formatter = new DiffFormatter(out)) {
            // Without the repository's settings, so that the same patch comes out everywhere.
            formatter.setReader(reader, new Config());
            formatter.setDetectRenames(false);
            formatter.format(walk.parseTree(base), walk.parseTree(head));
            formatter.flush();
        }
    }
}
