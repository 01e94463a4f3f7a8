package io.clicouncil.worktrees;

import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.ConflictRule;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * What the user's working tree is to hold when a change has been applied. Finding it writes no more than objects: the
 * merge is done in memory, and every path that would change is looked at before anything is.
 *
 * @param after all that it is to hold
 * @param touches what of that is not there yet; nothing where the branch or, uncommitted, the files have the change
 */
record ApplyTarget(TreeListing after, List<Touch> touches) {

    /**
     * How the change is to come there.
     *
     * @param mode into what form
     * @param conflicts what to do where it conflicts with the user's branch
     * @param branch the short name of its branch, to be named
     */
    record Way(ApplyMode mode, ConflictRule conflicts, String branch) {}

    ApplyTarget {
        touches = List.copyOf(touches);
    }

    /**
     * Finds it, or refuses with the reason.
     *
     * @param tip the commit that the user is on
     * @param base the commit that {@code commit} is a change of
     */
    static ApplyTarget find(
            RunContext run, UserTree tree, ObjectId tip, ObjectId base, ObjectId commit, Way way, ObjectReader reader)
            throws IOException, Refusal {
        return Snapshot.isBase(run, base) && way.mode() == ApplyMode.PATCH
                ? onSnapshot(run, tree, base, commit, reader)
                : onBranch(run, tree, tip, base, commit, way, reader);
    }

    private static ApplyTarget onBranch(
            RunContext run, UserTree tree, ObjectId tip, ObjectId base, ObjectId commit, Way way, ObjectReader reader)
            throws IOException, Refusal {
        ApplyMode mode = way.mode();
        boolean snapshot = Snapshot.isBase(run, base);
        if (snapshot && mode != ApplyMode.SQUASH) {
            throw new Refusal("The run started from work that you had not committed, so its commits are not for your"
                    + " branch. `" + byMode(run, ApplyMode.PATCH) + "` changes your files only; `--mode squash` makes a"
                    + " commit of the change alone.");
        }
        if (mode == ApplyMode.FF && !tip.equals(base)) {
            throw new Refusal("Your branch has moved since the run began, so it cannot simply move forward." + " `"
                    + byMode(run, ApplyMode.SQUASH) + "` or `--mode merge` can take the change in.");
        }
        ObjectId merged = merged(run, base, commit, tip, way, snapshot);
        TreeListing before = listing(reader, tip);
        TreeListing after = TreeListing.read(reader, merged);
        List<Touch> touches = Touch.between(before, after);
        if (mode == ApplyMode.PATCH && isInFiles(run, tree, after, touches, reader)) {
            return new ApplyTarget(after, List.of());
        }
        String advice = snapshot
                ? "Use `" + byMode(run, ApplyMode.PATCH) + "`, or commit them first."
                : "Commit them, or put them away with `git stash -u`.";
        TouchCheck.ofBranch(run.layout().root(), tree, touches).check(Conversions.of(run, before, reader), advice);
        return new ApplyTarget(after, touches);
    }

    private static ObjectId merged(
            RunContext run, ObjectId base, ObjectId commit, ObjectId tip, Way way, boolean snapshot)
            throws IOException, Refusal {
        TreeMerge plain = TreeMerge.of(run.repository(), base, commit, tip, ConflictRule.REFUSE);
        if (plain.tree() != null) {
            return plain.tree();
        }
        if (snapshot) {
            throw new Refusal("The change builds on work that you have not committed. Use `"
                    + byMode(run, ApplyMode.PATCH) + "`, or commit that first.");
        }
        String itself = "Merge its branch yourself: `git merge " + way.branch() + "`.";
        if (way.conflicts() == ConflictRule.REFUSE) {
            throw new Refusal("The change conflicts with what your branch has become since, in "
                    + String.join(", ", plain.conflicts())
                    + ". With `--conflicts manual`, `council apply` shows the lines. " + itself);
        }
        TreeMerge resolved = TreeMerge.of(run.repository(), base, commit, tip, way.conflicts());
        if (resolved.tree() == null) {
            throw new Refusal("The change conflicts with what your branch has become since, not only by lines: see "
                    + String.join(", ", resolved.conflicts()) + ". " + itself);
        }
        try (RevWalk walk = new RevWalk(run.repository())) {
            if (resolved.tree().equals(walk.parseCommit(tip).getTree())) {
                throw new Refusal("Your branch wins every conflict, and nothing else of the change is left to apply.");
            }
        }
        return resolved.tree();
    }

    /** The user's files need not be those of the branch, as long as they are those that the run started from. */
    private static ApplyTarget onSnapshot(
            RunContext run, UserTree tree, ObjectId base, ObjectId commit, ObjectReader reader)
            throws IOException, Refusal {
        TreeListing before = listing(reader, base);
        TreeListing after = listing(reader, commit);
        List<Touch> touches = Touch.between(before, after);
        if (isInFiles(run, tree, after, touches, reader)) {
            return new ApplyTarget(after, List.of());
        }
        TouchCheck.ofFiles(run.layout().root(), tree, touches)
                .check(
                        Conversions.of(run, before, reader),
                        "They are not as they were when the run began. Put the change in yourself:"
                                + " `git cherry-pick -n " + commit.name() + "`.");
        return new ApplyTarget(after, touches);
    }

    /** Whether every path is in the user's working tree as it is to be. */
    private static boolean isInFiles(
            RunContext run, UserTree tree, TreeListing after, List<Touch> touches, ObjectReader reader)
            throws IOException {
        List<Touch> back = touches.stream().map(Touch::reversed).toList();
        try {
            TouchCheck.ofFiles(run.layout().root(), tree, back).check(Conversions.of(run, after, reader), "");
            return true;
        } catch (Refusal unlike) {
            return false;
        }
    }

    /** What to type: a run has no such option. */
    private static String byMode(RunContext run, ApplyMode mode) {
        return "council apply " + run.runId() + " --mode " + mode.name().toLowerCase(Locale.ROOT);
    }

    private static TreeListing listing(ObjectReader reader, ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(reader)) {
            return TreeListing.read(reader, walk.parseCommit(commit).getTree());
        }
    }
}
