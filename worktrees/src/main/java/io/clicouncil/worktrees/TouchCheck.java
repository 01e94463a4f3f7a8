package io.clicouncil.worktrees;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the paths that a change touches are free of the user's own work: nothing staged, nothing edited, nothing
 * new in the way, no link instead of a folder.
 */
final class TouchCheck {
    private static final int MOST_NAMED = 10;

    private final Path root;
    private final UserTree tree;
    private final Map<GitPath, Touch> touches;
    private final Set<GitPath> dirty = new TreeSet<>();
    private final List<WorktreeScan.Found> doubtful = new ArrayList<>();

    private final boolean indexCounts;

    private TouchCheck(Path root, UserTree tree, List<Touch> touches, boolean indexCounts) {
        this.root = root;
        this.tree = tree;
        this.indexCounts = indexCounts;
        this.touches = touches.stream().collect(Collectors.toMap(Touch::path, touch -> touch));
    }

    /** A check that every path is as the user's branch has it, in the index as well. */
    static TouchCheck ofBranch(Path root, UserTree tree, List<Touch> touches) {
        return new TouchCheck(root, tree, touches, true);
    }

    /** A check that every file is the one before the change; whatever the index says. */
    static TouchCheck ofFiles(Path root, UserTree tree, List<Touch> touches) {
        return new TouchCheck(root, tree, touches, false);
    }

    /**
     * Refuses if any path is not.
     *
     * @param conversions of the tree that is before the change
     * @param advice what to do then
     */
    void check(Conversions conversions, String advice) throws IOException, Refusal {
        for (Touch touch : touches.values()) {
            check(touch);
        }
        compareContents(conversions);
        if (!dirty.isEmpty()) {
            String names =
                    dirty.stream().limit(MOST_NAMED).map(GitPath::toString).collect(Collectors.joining(", "));
            int more = dirty.size() - MOST_NAMED;
            throw new Refusal("You have changes of your own in " + names + (more > 0 ? " and " + more + " more" : "")
                    + ". " + advice);
        }
    }

    private void check(Touch touch) throws IOException, Refusal {
        TreeListing.@Nullable Entry before = touch.before();
        TreeListing.@Nullable Entry after = touch.after();
        if ((before != null && before.isSubmodule()) || (after != null && after.isSubmodule())) {
            throw new Refusal("The change touches the submodule " + touch.path() + ". Make that change yourself.");
        }
        if (indexCounts && isStaged(touch)) {
            dirty.add(touch.path());
        } else if (!parentsAreFolders(touch.path())) {
            if (before != null) {
                dirty.add(touch.path());
            }
        } else {
            checkFile(touch);
        }
    }

    private boolean isStaged(Touch touch) {
        @Nullable IndexRow row = tree.row(touch.path());
        TreeListing.@Nullable Entry before = touch.before();
        if (before == null) {
            // Staged files below a file that is to come, or a staged file where a folder is to come.
            return row != null || !staysFree(touch.path());
        }
        return row == null
                || row.stage() != 0
                || row.isIntentToAdd()
                || row.isHidden()
                || row.mode() != before.mode()
                || !row.id().equals(before.id());
    }

    private boolean staysFree(GitPath path) {
        for (GitPath folder : path.foldersAbove()) {
            if (tree.row(folder) != null && !isDeleted(folder)) {
                return false;
            }
        }
        return !tree.isFolder(path)
                || tree.index().rows().stream().allMatch(row -> !row.path().isBelow(path) || isDeleted(row.path()));
    }

    private boolean isDeleted(GitPath path) {
        @Nullable Touch touch = touches.get(path);
        return touch != null && touch.isDeletion();
    }

    /** Whether the path can be looked at without going through a link; what is no folder is in the way. */
    private boolean parentsAreFolders(GitPath path) throws IOException {
        for (GitPath folder : path.foldersAbove()) {
            @Nullable FileStat stat = FileStat.ofExisting(folder.in(root));
            if (stat == null) {
                return false;
            }
            if (!stat.isFolder()) {
                if (!isDeleted(folder)) {
                    dirty.add(folder);
                }
                return false;
            }
        }
        return true;
    }

    private void checkFile(Touch touch) throws IOException {
        Path file = touch.path().in(root);
        @Nullable FileStat stat = FileStat.ofExisting(file);
        TreeListing.@Nullable Entry before = touch.before();
        if (before == null) {
            if (stat != null && !(stat.isFolder() && holdsOnlyDeletions(file, touch.path()))) {
                dirty.add(touch.path());
            }
            return;
        }
        @Nullable IndexRow row = indexCounts ? tree.row(touch.path()) : null;
        if (stat == null || (indexCounts && row == null) || !tree.sameKind(before.mode(), stat)) {
            dirty.add(touch.path());
        } else if (row == null || !row.describes(stat, tree.indexWritten().getEpochSecond())) {
            doubtful.add(new WorktreeScan.Found(touch.path(), file, stat));
        }
    }

    private boolean holdsOnlyDeletions(Path folder, GitPath path) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                GitPath childPath = path.child(GitPath.nameOf(child));
                boolean goes = Folders.isFolder(child) ? holdsOnlyDeletions(child, childPath) : isDeleted(childPath);
                if (!goes) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Where the times do not settle it, the bytes do; after native git has had them, if they are converted. */
    private void compareContents(Conversions conversions) throws IOException {
        Map<GitPath, Path> unequal = new HashMap<>();
        for (WorktreeScan.Found file : doubtful) {
            if (!Blobs.idOf(file).equals(idBefore(file.path()))) {
                unequal.put(file.path(), file.file());
            }
        }
        Map<GitPath, ObjectId> cleaned = conversions.clean(unequal);
        for (GitPath path : unequal.keySet()) {
            @Nullable ObjectId id = cleaned.get(path);
            if (id == null || !id.equals(idBefore(path))) {
                dirty.add(path);
            }
        }
    }

    private @Nullable ObjectId idBefore(GitPath path) {
        @Nullable Touch touch = touches.get(path);
        return touch == null || touch.before() == null ? null : touch.before().id();
    }
}
