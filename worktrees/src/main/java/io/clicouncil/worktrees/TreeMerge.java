package io.clicouncil.worktrees;

import io.clicouncil.workspace.ConflictRule;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.diff.Sequence;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.ContentMergeStrategy;
import org.eclipse.jgit.merge.MergeResult;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ResolveMerger;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * What a user's commit becomes when a change is done to it as well. Trees are merged in memory: no working tree, no merge
 * driver, no hook.
 *
 * @param tree the tree, or null where the two conflict
 * @param conflicts the paths that conflict, sorted
 * @param contents for some of these paths what each side made of which lines
 */
record TreeMerge(
        @Nullable ObjectId tree, Set<String> conflicts, Map<String, MergeResult<? extends Sequence>> contents) {

    /**
     * Merges.
     *
     * @param tip the user's commit
     * @param base the commit that {@code commit} is a change of
     */
    static TreeMerge of(Repository repository, ObjectId base, ObjectId commit, ObjectId tip, ConflictRule rule)
            throws IOException {
        if (base.equals(tip)) {
            try (RevWalk walk = new RevWalk(repository)) {
                return new TreeMerge(walk.parseCommit(commit).getTree().getId(), Set.of(), Map.of());
            }
        }
        ResolveMerger merger = (ResolveMerger) MergeStrategy.RESOLVE.newMerger(repository, true);
        merger.setContentMergeStrategy(strategy(rule));
        merger.setBase(base);
        if (Branches.persistently(() -> merger.merge(tip, commit))) {
            return new TreeMerge(merger.getResultTreeId(), Set.of(), Map.of());
        }
        Set<String> conflicts = new TreeSet<>(merger.getUnmergedPaths());
        if (merger.getFailingPaths() != null) {
            conflicts.addAll(merger.getFailingPaths().keySet());
        }
        return new TreeMerge(null, conflicts, Map.copyOf(merger.getMergeResults()));
    }

    private static ContentMergeStrategy strategy(ConflictRule rule) {
        return switch (rule) {
            case REFUSE -> ContentMergeStrategy.CONFLICT;
            case OURS -> ContentMergeStrategy.OURS;
            case THEIRS -> ContentMergeStrategy.THEIRS;
        };
    }
}
