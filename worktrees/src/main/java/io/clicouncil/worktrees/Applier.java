package io.clicouncil.worktrees;

import io.clicouncil.fault.KillPoint;
import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.ApplyOutcome;
import io.clicouncil.workspace.ApplyRequest;
import io.clicouncil.workspace.Change;
import java.io.IOException;
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
 * Puts a change into the user's branch. All that can fail comes first: finding the {@linkplain ApplyTarget target}, the
 * new files aside, the plan on disk. Then the files are exchanged, the branch moves if it is still where it was, and the new
 * index is renamed into place; what fails on the way takes back what was done before it.
 */
final class Applier {
    private final RunContext run;
    private final Interruption interruption;

    Applier(RunContext run) {
        this.run = run;
        this.interruption = Interruption.of(run);
    }

    ApplyOutcome apply(Change change, ApplyRequest request) throws IOException {
        try {
            if (change.commit() == null) {
                throw new Refusal("The change is empty: there is nothing to apply.");
            }
            ApplyOutcome.@Nullable Applied before = appliedBefore(change.commit(), request.mode());
            if (before != null) {
                return before;
            }
            interruption.begin();
            try {
                return apply(
                        ObjectId.fromString(change.base()),
                        ObjectId.fromString(change.commit()),
                        String.valueOf(change.branch()),
                        request);
            } finally {
                interruption.endIfSettled();
            }
        } catch (Refusal refusal) {
            return new ApplyOutcome.Refused(refusal.reason());
        }
    }

    /** A council that was killed before it could say so has done it already; unless the user took it back since. */
    private ApplyOutcome.@Nullable Applied appliedBefore(String change, ApplyMode mode) throws IOException {
        @Nullable ApplyPlan done = interruption.applied();
        if (done == null || !done.change().equals(change) || done.mode() != mode) {
            return null;
        }
        boolean still = done.result() == null
                ? done.root().equals(run.layout().root())
                        && new FileSwap(done.root(), interruption.saved(), done.exchange()).isDone()
                : interruption.isApplied(done);
        return still
                ? new ApplyOutcome.Applied(
                        mode,
                        UserHead.shortName(done.branch()),
                        done.result() == null ? null : done.result().name(),
                        true)
                : null;
    }

    private ApplyOutcome apply(ObjectId base, ObjectId commit, String branch, ApplyRequest request)
            throws IOException, Refusal {
        IndexLock lock = IndexLock.take(run.layout().gitDirectory(), run.runId());
        try (ObjectReader reader = run.repository().newObjectReader()) {
            UserHead head = UserHead.read(run);
            UserTree tree = new UserTree(run.layout(), run.settings(), run.repository());
            ApplyTarget.Way way = new ApplyTarget.Way(request.mode(), request.conflicts(), branch);
            ApplyTarget target = ApplyTarget.find(run, tree, head.tip(), base, commit, way, reader);
            if (target.touches().isEmpty()) {
                return new ApplyOutcome.Applied(
                        request.mode(), head.shortBranch(), holds(head.tip(), target.after(), reader), true);
            }
            Path prepared = prepare(target, reader);
            return carryOut(request, head, commit, branch, tree, target, prepared, lock);
        } finally {
            lock.close();
        }
    }

    /** The commit, where it is of just this tree; what only the files have is in none. */
    private static @Nullable String holds(ObjectId commit, TreeListing after, ObjectReader reader) throws IOException {
        try (RevWalk walk = new RevWalk(reader)) {
            return walk.parseCommit(commit).getTree().equals(after.id()) ? commit.name() : null;
        }
    }

    /** Writes the new files aside. */
    private Path prepare(ApplyTarget target, ObjectReader reader) throws IOException {
        Path prepared = run.newFolder("apply");
        List<TreeListing.Entry> entries = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (Touch touch : target.touches()) {
            TreeListing.@Nullable Entry entry = touch.after();
            if (entry != null) {
                entries.add(entry);
                positions.add(Objects.requireNonNull(target.after().position(entry.path())));
                Folders.createParents(entry.path().in(prepared));
            }
        }
        TreeContent content = TreeContent.of(run, target.after(), entries, reader);
        Materializer.ofFreshFiles(run.repository(), content)
                .write(positions, List.of(new Checkout(prepared, target.after())));
        return prepared;
    }

    private ApplyOutcome carryOut(
            ApplyRequest request,
            UserHead head,
            ObjectId change,
            String branch,
            UserTree tree,
            ApplyTarget target,
            Path prepared,
            IndexLock lock)
            throws IOException, Refusal {
        @Nullable
        ObjectId result = request.mode() == ApplyMode.PATCH
                ? null
                : commit(request, head.tip(), change, target.after().id());
        String reason = reflogMessage(request, branch);
        Exchange exchange = Exchange.of(run.layout().root(), prepared, target.touches());
        FileSwap swap = new FileSwap(run.layout().root(), interruption.saved(), exchange);
        swap.save();
        new ApplyPlan(
                        run.layout().root(),
                        run.layout().gitDirectory(),
                        request.mode(),
                        change.name(),
                        head.branch(),
                        head.tip(),
                        result,
                        result == null ? null : head.logLine(result, reason),
                        exchange)
                .write(interruption.plan());
        KillPoint.pass("apply-planned");
        try {
            swap.run(prepared);
            KillPoint.pass("files-exchanged");
            if (result != null) {
                lock.prepare(index(tree, target.touches(), target.after()));
                move(head, result, reason, lock);
            }
        } catch (IOException | RuntimeException | Refusal failed) {
            undo(swap);
            throw failed;
        }
        KillPoint.pass("before-record");
        interruption.done();
        return new ApplyOutcome.Applied(request.mode(), head.shortBranch(), result == null ? null : result.name());
    }

    private static void move(UserHead head, ObjectId result, String reason, IndexLock lock)
            throws IOException, Refusal {
        head.moveTo(result, reason);
        KillPoint.pass("before-index");
        try {
            lock.commit();
        } catch (IOException failed) {
            head.moveBack(result);
            throw failed;
        }
    }

    private void undo(FileSwap swap) throws IOException {
        List<GitPath> left = swap.undo();
        if (!left.isEmpty()) {
            throw new IOException("not all could be undone; the files as they were are in " + interruption.saved());
        }
        interruption.forget();
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
