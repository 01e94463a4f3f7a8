package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** A commit as workspaces start from it: what is in it, and what it ignores. */
record Baseline(ObjectId commit, TreeContent content, IgnoreRules ignored) {

    static Baseline read(RunContext run, String commit, List<IgnoreNode> generalRules) throws IOException {
        try (ObjectReader reader = run.repository().newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            ObjectId id = ObjectId.fromString(commit);
            TreeListing tree = TreeListing.read(reader, walk.parseCommit(id).getTree());
            return new Baseline(id, TreeContent.of(run, tree, reader), IgnoreRules.of(tree, reader, generalRules));
        } catch (MissingObjectException | IllegalArgumentException missing) {
            throw new CouncilException(
                    CouncilException.Reason.ENVIRONMENT,
                    "The commit " + commit + " is not in this repository.",
                    missing);
        }
    }

    TreeListing tree() {
        return content.tree();
    }

    /**
     * What a scan of a worktree that was made from this commit compares with.
     *
     * @param registry where the repository registers its worktrees
     * @param lease what the worktree got besides the commit: that counts as ignored
     */
    WorktreeScan.Known writtenTo(Checkout checkout, Path registry, LeaseRecord lease) {
        return new WorktreeScan.Known() {
            @Override
            public int size() {
                return tree().size();
            }

            @Override
            public @Nullable Integer position(GitPath path) {
                return tree().position(path);
            }

            @Override
            public boolean isFolder(GitPath path) {
                return tree().isFolder(path);
            }

            @Override
            public boolean isSubmodule(int position) {
                return tree().entry(position).isSubmodule();
            }

            @Override
            public boolean isUnchanged(int position, FileStat file) {
                return file.equals(checkout.stat(position));
            }

            @Override
            public boolean isWorktree(Path folder) throws IOException {
                return Registration.isLinkedFrom(registry, folder);
            }

            @Override
            public boolean ignores(GitPath path, boolean folder) {
                return lease.provides(path) || ignored.ignores(path, folder);
            }
        };
    }
}
