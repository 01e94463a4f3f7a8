package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.ObjectChecker;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what became of a working tree, by its files alone. It descends only into real folders, so no link leads it
 * outside, and it asks nothing but what is known: not the index, not the head, not the {@code .git} file of the place.
 */
final class WorktreeScan {
    /** Something that is there. */
    record Found(GitPath path, Path file, FileStat stat) {}

    /**
     * What differs from the tree.
     *
     * @param changed entries whose file is not the one that was written, by position; {@code here} of each says what is
     *     there now
     * @param here what stands at the place of each changed entry
     * @param missing entries with nothing at their place, by position
     * @param unknown files and links that the tree does not have, and that nothing ignores
     * @param surplus the topmost files and folders that the tree does not have, ignored ones included
     * @param refused what no tree may hold: parts of other repositories, and edits inside submodules
     */
    record Result(
            List<Integer> changed,
            List<Found> here,
            List<Integer> missing,
            List<Found> unknown,
            List<Path> surplus,
            List<GitPath> refused) {}

    /** What is known of a working tree before it is looked at. */
    interface Known {
        /** How many entries there are. */
        int size();

        @Nullable
        Integer position(GitPath path);

        boolean isFolder(GitPath path);

        boolean isSubmodule(int position);

        /** Whether the file at the place of an entry is the one that is known, judged without reading it. */
        boolean isUnchanged(int position, FileStat file);

        /** Whether an unknown folder is another working tree of the same repository. */
        boolean isWorktree(Path folder) throws IOException;

        /** Whether an unknown path is ignored; asked of a folder before what is in it. */
        boolean ignores(GitPath path, boolean folder);
    }

    private final Known base;
    private final BitSet seen;
    private final ObjectChecker checker = new ObjectChecker();
    private final Result result = new Result(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());

    private WorktreeScan(Known base) {
        this.base = base;
        this.seen = new BitSet(base.size());
    }

    /** Scans the folder {@code root}; one that is gone, or no folder any more, has lost everything. */
    static Result scan(Path root, Known base) throws IOException {
        WorktreeScan scan = new WorktreeScan(base);
        if (Folders.isFolder(root)) {
            scan.known(root, GitPath.ROOT, false);
        }
        for (int i = scan.seen.nextClearBit(0); i < base.size(); i = scan.seen.nextClearBit(i + 1)) {
            scan.result.missing().add(i);
        }
        return scan.result;
    }

    /** A folder that the tree has as well. */
    private void known(Path folder, GitPath path, boolean ignored) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path file : children) {
                byte[] name = GitPath.nameOf(file);
                if (path.length() == 0 && Arrays.equals(name, ".git".getBytes(UTF_8))) {
                    continue;
                }
                Found child = new Found(path.child(name), file, FileStat.of(file));
                Integer position = base.position(child.path());
                if (position != null && base.isSubmodule(position)) {
                    submodule(position, child);
                } else if (position != null && !child.stat().isFolder()) {
                    tracked(position, child);
                } else if (child.stat().isFolder() && base.isFolder(child.path())) {
                    known(file, child.path(), ignored || base.ignores(child.path(), true));
                } else {
                    result.surplus().add(file);
                    unknown(child, name, ignored);
                }
            }
        }
    }

    private void tracked(int position, Found child) {
        seen.set(position);
        if (!base.isUnchanged(position, child.stat())) {
            result.changed().add(position);
            result.here().add(child);
        }
    }

    /** A submodule is an empty folder here; what is put into it belongs to another repository. */
    private void submodule(int position, Found child) throws IOException {
        seen.set(position);
        if (!child.stat().isFolder()) {
            result.changed().add(position);
            result.here().add(child);
            return;
        }
        try (DirectoryStream<Path> contents = Files.newDirectoryStream(child.file())) {
            boolean empty = true;
            for (Path content : contents) {
                result.surplus().add(content);
                empty = false;
            }
            if (!empty) {
                result.refused().add(child.path());
            }
        }
    }

    private void unknown(Found child, byte[] name, boolean ignored) throws IOException {
        if (ignored || base.ignores(child.path(), child.stat().isFolder())) {
            return;
        }
        try {
            checker.checkPathSegment(name, 0, name.length);
        } catch (CorruptObjectException unsafe) {
            result.refused().add(child.path());
            return;
        }
        if (child.stat().isRegular() || child.stat().isLink()) {
            result.unknown().add(child);
        } else if (child.stat().isFolder() && base.isWorktree(child.file())) {
            // Some agents make worktrees for agents of their own: that is no part of the change.
            result.refused().add(child.path());
        } else if (child.stat().isFolder()) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(child.file())) {
                for (Path file : children) {
                    byte[] childName = GitPath.nameOf(file);
                    unknown(new Found(child.path().child(childName), file, FileStat.of(file)), childName, false);
                }
            }
        }
    }
}
