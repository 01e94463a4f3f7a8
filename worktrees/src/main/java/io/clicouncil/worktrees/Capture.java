package io.clicouncil.worktrees;

import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.FileChange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.jspecify.annotations.Nullable;

/**
 * Makes one commit of what the files of a workspace have become. It reads files and nothing else; index, head, commits and
 * branches of the place are somebody else's word.
 */
final class Capture {
    private final RunContext run;
    private final Baseline base;
    private final Set<String> branchesBefore;

    Capture(RunContext run, Baseline base, Set<String> branchesBefore) {
        this.run = run;
        this.base = base;
        this.branchesBefore = branchesBefore;
    }

    Change capture(Checkout workspace, CaptureRequest request) throws IOException {
        return Branches.persistently(() -> captureOnce(workspace, request));
    }

    private Change captureOnce(Checkout workspace, CaptureRequest request) throws IOException {
        WorktreeScan.Result found = WorktreeScan.scan(workspace.root(), base.writtenTo(workspace, run.registry()));
        try (ObjectInserter inserter = run.repository().newObjectInserter()) {
            Map<GitPath, TreeEdit> edits = edits(found, inserter);
            Set<GitPath> takenOut = new TreeSet<>(found.refused());
            takeOut(edits, IgnoreRules.of(request.protect()), takenOut);
            takeOutWhatIsInTheWay(edits, takenOut);
            List<String> takenOutNames =
                    takenOut.stream().map(GitPath::toString).toList();
            if (edits.isEmpty()) {
                return Change.none(base.commit().name(), takenOutNames);
            }
            ObjectId tree = TreeEdit.apply(base.tree(), edits, inserter);
            ObjectId commit = commit(tree, request.message(), inserter);
            inserter.flush();
            new CouncilBranch(run).create(request.branch(), commit, branchesBefore);
            return new Change(base.commit().name(), request.branch(), commit.name(), statistics(edits), takenOutNames);
        }
    }

    private Map<GitPath, TreeEdit> edits(WorktreeScan.Result found, ObjectInserter inserter) throws IOException {
        List<WorktreeScan.Found> files = new ArrayList<>(found.here());
        files.addAll(found.unknown());
        Map<GitPath, Path> byPath = new HashMap<>();
        files.forEach(file -> byPath.put(file.path(), file.file()));
        Map<GitPath, ObjectId> cleaned = base.content().conversions().clean(byPath);

        Map<GitPath, TreeEdit> edits = new TreeMap<>();
        for (int position : found.missing()) {
            edits.put(base.tree().entry(position).path(), TreeEdit.DELETION);
        }
        for (WorktreeScan.Found file : files) {
            TreeListing.@Nullable Entry before = base.tree().find(file.path());
            if (!file.stat().isLink() && !file.stat().isRegular()) {
                // A pipe or a device; git knows no such thing.
                edits.put(file.path(), TreeEdit.DELETION);
                continue;
            }
            @Nullable ObjectId id = cleaned.get(file.path());
            if (id == null) {
                id = Blobs.insert(file, inserter);
            }
            TreeEdit edit = new TreeEdit(mode(file.stat(), before), id);
            if (before == null || before.mode() != edit.mode() || !before.id().equals(id)) {
                edits.put(file.path(), edit);
            }
        }
        return edits;
    }

    private int mode(FileStat stat, TreeListing.@Nullable Entry before) {
        if (stat.isLink()) {
            return FileMode.SYMLINK.getBits();
        }
        boolean executable = run.settings().flag("core", "fileMode", true)
                ? stat.isExecutable()
                : before != null && before.isExecutable();
        return (executable ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE).getBits();
    }

    private static void takeOut(Map<GitPath, TreeEdit> edits, IgnoreRules protect, Set<GitPath> takenOut) {
        edits.keySet().removeIf(path -> protect.covers(path) && takenOut.add(path));
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

    private List<FileChange> statistics(Map<GitPath, TreeEdit> edits) throws IOException {
        try (ObjectReader reader = run.repository().newObjectReader()) {
            List<FileChange> files = new ArrayList<>();
            for (Map.Entry<GitPath, TreeEdit> edit : edits.entrySet()) {
                files.add(LineStatistics.of(reader, edit.getKey(), base.tree().find(edit.getKey()), edit.getValue()));
            }
            return files;
        }
    }
}
