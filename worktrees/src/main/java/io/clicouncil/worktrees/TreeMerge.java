package io.clicouncil.worktrees;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ResolveMerger;
import org.eclipse.jgit.revwalk.RevWalk;

/** Merges trees in memory: no working tree, no merge driver, no hook. */
final class TreeMerge {
    private TreeMerge() {}

    /** The tree that {@code tip} becomes when what led from {@code base} to {@code commit} is done to it as well. */
    static ObjectId of(RunContext run, ObjectId base, ObjectId commit, ObjectId tip) throws IOException, Refusal {
        if (base.equals(tip)) {
            try (RevWalk walk = new RevWalk(run.repository())) {
                return walk.parseCommit(commit).getTree().getId();
            }
        }
        ResolveMerger merger = (ResolveMerger) MergeStrategy.RESOLVE.newMerger(run.repository(), true);
        merger.setBase(base);
        if (Branches.persistently(() -> merger.merge(tip, commit))) {
            return merger.getResultTreeId();
        }
        Set<String> conflicts = new TreeSet<>(merger.getUnmergedPaths());
        if (merger.getFailingPaths() != null) {
            conflicts.addAll(merger.getFailingPaths().keySet());
        }
        throw new Refusal("The change conflicts with what your branch has become since, in "
                + String.join(", ", conflicts) + ". Merge its branch yourself: `git merge <branch>`.");
    }
}
