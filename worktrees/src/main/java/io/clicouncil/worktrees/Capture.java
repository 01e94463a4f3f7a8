package io.clicouncil.worktrees;

import io.clicouncil.fault.KillPoint;
import io.clicouncil.policy.Review;
import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.FileChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.jspecify.annotations.Nullable;

/** Makes one commit of what the files of a workspace have become, without what is protected. */
final class Capture {
    private final RunContext run;
    private final Baseline base;
    private final LeaseRecord lease;

    Capture(RunContext run, Baseline base, LeaseRecord lease) {
        this.run = run;
        this.base = base;
        this.lease = lease;
    }

    Change capture(Checkout workspace, CaptureRequest request) throws IOException {
        return Branches.persistently(() -> captureOnce(workspace, request));
    }

    private Change captureOnce(Checkout workspace, CaptureRequest request) throws IOException {
        try (ObjectInserter inserter = run.repository().newObjectInserter()) {
            Edits found = Edits.read(run, base, workspace, lease, inserter);
            Map<GitPath, TreeEdit> edits = found.byPath();
            Set<GitPath> takenOut = found.refused();
            takeOut(edits, IgnoreRules.of(request.protect()), takenOut);
            takeOutWhatIsInTheWay(edits, takenOut);
            List<String> takenOutNames =
                    takenOut.stream().map(GitPath::toString).toList();
            if (edits.isEmpty()) {
                return Change.none(base.commit().name(), takenOutNames);
            }
            ObjectId tree = TreeEdit.apply(base.tree(), edits, inserter);
            ObjectId commit = keep(tree, request, inserter);
            Review review = request.policy().review();
            List<FileChange> files = statistics(edits, review);
            return new Change(
                    base.commit().name(),
                    request.branch(),
                    commit.name(),
                    files,
                    takenOutNames,
                    breaches(edits, files, request, review),
                    review.scripts());
        }
    }

    private static List<String> breaches(
            Map<GitPath, TreeEdit> edits, List<FileChange> files, CaptureRequest request, Review review)
            throws IOException {
        IgnoreRules forbidden = IgnoreRules.of(request.policy().scope().forbid());
        edits.forEach((path, edit) -> {
            if (forbidden.covers(path, edit)) {
                review.touchesForbidden(path.toString());
            }
        });
        int lines = files.stream()
                .mapToInt(file -> file.insertions() + file.deletions())
                .sum();
        return review.breaches(files.size(), lines);
    }

    /** On its branch; a council that was killed after it had moved the branch has done that already. */
    private ObjectId keep(ObjectId tree, CaptureRequest request, ObjectInserter inserter) throws IOException {
        CouncilBranch branch = new CouncilBranch(run, request.branch());
        @Nullable ObjectId there = branch.holding(tree, base.commit(), request.message());
        if (there != null) {
            return there;
        }
        ObjectId commit = commit(tree, request.message(), inserter);
        inserter.flush();
        KillPoint.pass("before-capture-branch");
        branch.put(commit, lease.branches());
        KillPoint.pass("after-capture-branch");
        return commit;
    }

    private static void takeOut(Map<GitPath, TreeEdit> edits, IgnoreRules protect, Set<GitPath> takenOut) {
        edits.entrySet()
                .removeIf(edit -> protect.covers(edit.getKey(), edit.getValue()) && takenOut.add(edit.getKey()));
    }

    /** A file that was kept and a new folder of its name, or the other way round, cannot both be in a tree. */
    private void takeOutWhatIsInTheWay(Map<GitPath, TreeEdit> edits, Set<GitPath> takenOut) {
        List<GitPath> kept = new ArrayList<>();
        for (GitPath path : takenOut) {
            if (base.tree().find(path) != null) {
                kept.add(path);
            }
        }
        for (GitPath path : kept) {
            for (GitPath folder : path.foldersAbove()) {
                @Nullable TreeEdit inTheWay = edits.remove(folder);
                if (inTheWay != null && !inTheWay.isDeletion()) {
                    takenOut.add(folder);
                }
            }
            edits.keySet().removeIf(edited -> edited.isBelow(path) && takenOut.add(edited));
        }
    }

    private ObjectId commit(ObjectId tree, String message, ObjectInserter inserter) throws IOException {
        PersonIdent who = run.settings().identity();
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setParentId(base.commit());
        commit.setAuthor(who);
        commit.setCommitter(who);
        commit.setMessage(message);
        return inserter.insert(commit);
    }

    private List<FileChange> statistics(Map<GitPath, TreeEdit> edits, Review review) throws IOException {
        try (ObjectReader reader = run.repository().newObjectReader()) {
            LineStatistics statistics = new LineStatistics(reader, review);
            List<FileChange> files = new ArrayList<>();
            for (Map.Entry<GitPath, TreeEdit> edit : edits.entrySet()) {
                files.add(statistics.of(edit.getKey(), base.tree().find(edit.getKey()), edit.getValue()));
            }
            return files;
        }
    }
}
