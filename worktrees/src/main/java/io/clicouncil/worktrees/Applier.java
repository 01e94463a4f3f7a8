package io.clicouncil.worktrees;

import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.ApplyOutcome;
import io.clicouncil.workspace.ApplyRequest;
import io.clicouncil.workspace.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * Puts a change into the user's branch. All that can fail comes first: the merge in memory, the look at every path, the
 * new files aside. Then the files are exchanged, the branch moves if it is still where it was, and the new index is
 * renamed into place; what fails on the way takes back what was done before it.
 */
final class Applier {
    private final RunContext run;

    Applier(RunContext run) {
        this.run = run;
    }

    ApplyOutcome apply(Change change, ApplyRequest request) throws IOException {
        try {
            if (change.commit() == null) {
                throw new Refusal("The change is empty: there is nothing to apply.");
            }
            return apply(
                    ObjectId.fromString(change.base()),
                    ObjectId.fromString(change.commit()),
                    String.valueOf(change.branch()),
                    request);
        } catch (Refusal refusal) {
            return new ApplyOutcome.Refused(refusal.reason());
        }
    }

    private ApplyOutcome apply(ObjectId base, ObjectId commit, String branch, ApplyRequest request)
            throws IOException, Refusal {
        IndexLock lock = IndexLock.take(run.layout().gitDirectory());
        try {
            UserHead head = UserHead.read(run);
            if (request.mode() == ApplyMode.FF && !head.tip().equals(base)) {
                throw new Refusal("Your branch has moved since the run began, so it cannot simply move forward."
                        + " `--mode squash` or `--mode merge` can take the change in.");
            }
            ObjectId merged = TreeMerge.of(run, base, commit, head.tip());
            try (ObjectReader reader = run.repository().newObjectReader()) {
                TreeListing before = listing(reader, head.tip());
                TreeListing after = TreeListing.read(reader, merged);
                List<Touch> touches = Touch.between(before, after);
                if (touches.isEmpty()) {
                    throw new Refusal("Your branch has this change already; nothing was done.");
                }
                UserTree tree = new UserTree(run.layout(), run.settings(), run.repository());
                TouchCheck.check(run.layout().root(), tree, touches, Conversions.of(run, before, reader));
                Path prepared = prepare(after, touches, reader);
                return carryOut(request, head, commit, branch, tree, touches, after, prepared, lock);
            }
        } finally {
            lock.close();
        }
    }

    private static TreeListing listing(ObjectReader reader, ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(reader)) {
            return TreeListing.read(reader, walk.parseCommit(commit).getTree());
        }
    }

    /** Writes the new files aside. */
    private Path prepare(TreeListing after, List<Touch> touches, ObjectReader reader) throws IOException {
        Path prepared = run.newFolder("apply");
        List<TreeListing.Entry> entries = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (Touch touch : touches) {
            TreeListing.@Nullable Entry entry = touch.after();
            if (entry != null) {
                entries.add(entry);
                positions.add(Objects.requireNonNull(after.position(entry.path())));
                Folders.createParents(entry.path().in(prepared));
            }
        }
        TreeContent content = TreeContent.of(run, after, entries, reader);
        Materializer.ofFreshFiles(run.repository(), content).write(positions, List.of(new Checkout(prepared, after)));
        return prepared;
    }

    private ApplyOutcome carryOut(
            ApplyRequest request,
            UserHead head,
            ObjectId commit,
            String branch,
            UserTree tree,
            List<Touch> touches,
            TreeListing after,
            Path prepared,
            IndexLock lock)
            throws IOException, Refusal {
        FileSwap swap =
                new FileSwap(run.layout().root(), prepared, Files.createTempDirectory(run.directory(), "saved-"));
        try {
            if (request.mode() == ApplyMode.PATCH) {
                swap.run(touches);
                swap.forget();
                return new ApplyOutcome.Applied(request.mode(), head.shortBranch(), null);
            }
            ObjectId result = commit(request, head.tip(), commit, after.id());
            swap.run(touches);
            lock.prepare(index(tree, touches, after));
            head.moveTo(result, reflogMessage(request, branch));
            try {
                lock.commit();
            } catch (IOException failed) {
                head.moveBack(result);
                throw failed;
            }
            swap.forget();
            return new ApplyOutcome.Applied(request.mode(), head.shortBranch(), result.name());
        } catch (IOException | RuntimeException | Refusal failed) {
            swap.undo();
            swap.forget();
            throw failed;
        }
    }

    private ObjectId commit(ApplyRequest request, ObjectId tip, ObjectId change, ObjectId tree) throws IOException {
        if (request.mode() == ApplyMode.FF) {
            return change;
        }
        PersonIdent who = run.settings().identity();
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.addParentId(tip);
        if (request.mode() == ApplyMode.MERGE) {
            commit.addParentId(change);
        }
        commit.setAuthor(who);
        commit.setCommitter(who);
        commit.setMessage(request.message().stripTrailing() + "\n");
        return Branches.persistently(() -> {
            try (ObjectInserter inserter = run.repository().newObjectInserter()) {
                ObjectId id = inserter.insert(commit);
                inserter.flush();
                return id;
            }
        });
    }

    private static String reflogMessage(ApplyRequest request, String branch) {
        return switch (request.mode()) {
            case FF -> "merge " + branch + ": Fast-forward";
            case MERGE -> "merge " + branch + ": Merge made by the council";
            case SQUASH, PATCH ->
                "commit: " + request.message().lines().findFirst().orElse("");
        };
    }

    /** The user's index with the touched paths as they are now; whatever else is staged stays as it is. */
    private byte[] index(UserTree tree, List<Touch> touches, TreeListing after) throws IOException {
        Set<GitPath> touched = touches.stream().map(Touch::path).collect(Collectors.toSet());
        List<IndexRow> rows = new ArrayList<>(
                tree.index().withoutRacyRows(tree.indexWritten()).rows());
        rows.removeIf(row -> touched.contains(row.path()));
        for (Touch touch : touches) {
            TreeListing.@Nullable Entry entry = touch.after();
            if (entry != null) {
                FileStat stat = FileStat.of(entry.path().in(run.layout().root()));
                rows.add(IndexRow.of(entry.path(), entry.mode(), entry.id(), stat));
            }
        }
        rows.sort(Comparator.comparing(IndexRow::path).thenComparing(IndexRow::stage));
        GitIndex index = new GitIndex(rows);
        return index.toBytes(index.holds(after) ? after : null);
    }
}
