package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a worktree have become against the commit that it was made from, since it was settled. It reads files
 * and nothing else; index, head, commits and branches of the place are somebody else's word.
 *
 * @param byPath what each path has become; may be changed
 * @param refused what no tree may hold; may be changed
 */
record Edits(Map<GitPath, TreeEdit> byPath, Set<GitPath> refused) {

    /** Cleans files as git would before it adds them; what it leaves out is taken byte for byte. */
    interface Cleaning {
        Map<GitPath, ObjectId> clean(Map<GitPath, Path> files) throws IOException;
    }

    /** Reads them; the new blobs go into {@code inserter}. */
    static Edits read(RunContext run, Baseline base, Checkout workspace, LeaseRecord lease, ObjectInserter inserter)
            throws IOException {
        return read(run, base, workspace, lease, inserter, base.content().conversions()::clean);
    }

    /** The same, but files that a filter fails on are taken as they are: better that than not at all. */
    static Edits readAnyway(
            RunContext run, Baseline base, Checkout workspace, LeaseRecord lease, ObjectInserter inserter)
            throws IOException {
        return read(run, base, workspace, lease, inserter, files -> {
            try {
                return base.content().conversions().clean(files);
            } catch (CouncilException filterFailed) {
                return Map.of();
            }
        });
    }

    private static Edits read(
            RunContext run,
            Baseline base,
            Checkout workspace,
            LeaseRecord lease,
            ObjectInserter inserter,
            Cleaning cleaning)
            throws IOException {
        WorktreeScan.Result found =
                WorktreeScan.scan(workspace.root(), base.writtenTo(workspace, run.registry(), lease));
        List<WorktreeScan.Found> files = new ArrayList<>(found.here());
        files.addAll(found.unknown());
        Set<GitPath> refused = new TreeSet<>(found.refused());
        for (WorktreeScan.Found file : List.copyOf(files)) {
            if (SubmoduleFile.isHostile(file)) {
                refused.add(file.path());
                files.remove(file);
            }
        }
        Map<GitPath, Path> paths = new HashMap<>();
        files.forEach(file -> paths.put(file.path(), file.file()));
        Map<GitPath, ObjectId> cleaned = cleaning.clean(paths);

        Edits edits = new Edits(new TreeMap<>(), refused);
        for (int position : found.missing()) {
            edits.byPath.put(base.tree().entry(position).path(), TreeEdit.DELETION);
        }
        for (WorktreeScan.Found file : files) {
            if (!file.stat().isLink() && !file.stat().isRegular()) {
                // A pipe or a device; git knows no such thing.
                edits.byPath.put(file.path(), TreeEdit.DELETION);
                continue;
            }
            TreeListing.@Nullable Entry before = base.tree().find(file.path());
            ObjectId id = blob(file, before, cleaned.get(file.path()), inserter);
            TreeEdit edit = new TreeEdit(mode(run, file.stat(), before), id);
            if (before == null || before.mode() != edit.mode() || !before.id().equals(id)) {
                edits.byPath.put(file.path(), edit);
            }
        }
        lease.settled().forEach(edits.byPath::remove);
        return edits;
    }

    private static ObjectId blob(
            WorktreeScan.Found file,
            TreeListing.@Nullable Entry before,
            @Nullable ObjectId cleaned,
            ObjectInserter inserter)
            throws IOException {
        if (cleaned != null) {
            return cleaned;
        }
        // In a worktree that was taken over every file is in doubt, and nearly all are as they were.
        return before != null && Blobs.idOf(file).equals(before.id()) ? before.id() : Blobs.insert(file, inserter);
    }

    private static int mode(RunContext run, FileStat stat, TreeListing.@Nullable Entry before) {
        if (stat.isLink()) {
            return FileMode.SYMLINK.getBits();
        }
        boolean executable = run.settings().flag("core", "fileMode", true)
                ? stat.isExecutable()
                : before != null && before.isExecutable();
        return (executable ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE).getBits();
    }
}
