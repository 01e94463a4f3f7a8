package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/**
 * All that a tree holds, read once and shared by every worktree made of it. Entries come in the order of an index: a
 * tree sorts its folders as if their names ended in a slash, which makes whole paths come out in byte order.
 */
final class TreeListing {
    /** A file, a link or a submodule. */
    record Entry(GitPath path, int mode, ObjectId id) {
        boolean isLink() {
            return FileMode.SYMLINK.equals(mode);
        }

        boolean isSubmodule() {
            return FileMode.GITLINK.equals(mode);
        }

        boolean isExecutable() {
            return FileMode.EXECUTABLE_FILE.equals(mode);
        }

        boolean isRegular() {
            return !isLink() && !isSubmodule();
        }
    }

    /** A folder with the figures that git's index keeps of it: all entries below it, and the folders directly in it. */
    record Folder(GitPath path, ObjectId id, int entries, int folders) {}

    private final ObjectId id;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Folder> folders = new ArrayList<>();
    private final Map<GitPath, Integer> positions = new HashMap<>();
    private final Set<GitPath> folderPaths = new HashSet<>();

    private TreeListing(ObjectId id) {
        this.id = id;
    }

    static TreeListing read(ObjectReader reader, AnyObjectId tree) throws IOException {
        TreeListing listing = new TreeListing(tree.copy());
        listing.walk(reader, listing.id, GitPath.ROOT, new ObjectChecker());
        listing.folders.forEach(folder -> listing.folderPaths.add(folder.path()));
        return listing;
    }

    private void walk(ObjectReader reader, ObjectId tree, GitPath path, ObjectChecker checker) throws IOException {
        int slot = folders.size();
        folders.add(new Folder(path, tree, 0, 0));
        int before = entries.size();
        int children = 0;
        CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, tree);
        for (; !parser.eof(); parser.next(1)) {
            byte[] name = new byte[parser.getNameLength()];
            parser.getName(name, 0);
            GitPath child = path.child(name);
            check(checker, name, child);
            if (FileMode.TREE.equals(parser.getEntryRawMode())) {
                walk(reader, parser.getEntryObjectId(), child, checker);
                children++;
            } else {
                // Git once wrote modes like 100664; in an index they are what they mean today.
                int mode = parser.getEntryFileMode().getBits();
                add(new Entry(child, mode, parser.getEntryObjectId()));
            }
        }
        folders.set(slot, new Folder(path, tree, entries.size() - before, children));
    }

    private void add(Entry entry) {
        if (!entries.isEmpty() && entries.get(entries.size() - 1).path().compareTo(entry.path()) >= 0) {
            throw damaged(entry.path(), "is out of order", null);
        }
        positions.put(entry.path(), entries.size());
        entries.add(entry);
    }

    private static void check(ObjectChecker checker, byte[] name, GitPath path) {
        try {
            checker.checkPathSegment(name, 0, name.length);
        } catch (CorruptObjectException unsafe) {
            throw damaged(path, "is a name that no working tree may hold", unsafe);
        }
    }

    private static CouncilException damaged(GitPath path, String why, @Nullable Throwable cause) {
        String message = "The tree is not fit to be checked out: `" + path + "` " + why + ". `git fsck` says more.";
        return cause == null
                ? CouncilException.environment(message)
                : new CouncilException(Reason.ENVIRONMENT, message, cause);
    }

    ObjectId id() {
        return id;
    }

    int size() {
        return entries.size();
    }

    Entry entry(int position) {
        return entries.get(position);
    }

    List<Entry> entries() {
        return entries;
    }

    /** The root first, then every folder before those in it. */
    List<Folder> folders() {
        return folders;
    }

    boolean isFolder(GitPath path) {
        return folderPaths.contains(path);
    }

    @Nullable
    Integer position(GitPath path) {
        return positions.get(path);
    }

    @Nullable
    Entry find(GitPath path) {
        Integer position = positions.get(path);
        return position == null ? null : entries.get(position);
    }
}
