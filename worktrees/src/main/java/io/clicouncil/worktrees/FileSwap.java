package io.clicouncil.worktrees;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges files of the user's working tree for files that are prepared aside, so that it can be undone. Each file is
 * replaced by a rename: whoever reads it sees the old or the new one.
 */
final class FileSwap {
    private interface Undo {
        void run() throws IOException;
    }

    private final Path root;
    private final Path prepared;
    private final Path saved;
    private final Deque<Undo> undo = new ArrayDeque<>();
    private int count;

    /**
     * A swap that has not begun.
     *
     * @param prepared the folder that holds the new files at their paths
     * @param saved an empty folder for the old ones; it stays until {@link #forget()}, or for a person if undoing fails
     */
    FileSwap(Path root, Path prepared, Path saved) {
        this.root = root;
        this.prepared = prepared;
        this.saved = saved;
    }

    /** Does it. If it fails, call {@link #undo()}. */
    void run(List<Touch> touches) throws IOException {
        for (Touch touch : touches) {
            if (touch.isDeletion()) {
                delete(touch.path());
            }
        }
        for (Touch touch : touches) {
            if (!touch.isDeletion()) {
                put(touch.path());
            }
        }
    }

    /** Brings back what was there, last first. */
    void undo() throws IOException {
        @Nullable IOException failure = null;
        while (!undo.isEmpty()) {
            try {
                undo.pop().run();
            } catch (IOException failed) {
                failure = failed;
            }
        }
        if (failure != null) {
            throw new IOException("not all could be undone; the files as they were are in " + saved, failure);
        }
    }

    /** Deletes what was saved, when nobody needs it any more. */
    void forget() throws IOException {
        Folders.delete(saved);
    }

    private void delete(GitPath path) throws IOException {
        Path file = path.in(root);
        Path copy = save(file);
        undo.push(() -> rename(copy, file));
        Files.delete(file);
        List<GitPath> folders = path.foldersAbove();
        for (int i = folders.size() - 1; i >= 0; i--) {
            if (!deleteFolder(folders.get(i).in(root))) {
                return;
            }
        }
    }

    private boolean deleteFolder(Path folder) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException used) {
            return false;
        }
        undo.push(() -> {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(permissions));
            Files.setPosixFilePermissions(folder, permissions);
        });
        return true;
    }

    private void put(GitPath path) throws IOException {
        for (GitPath above : path.foldersAbove()) {
            Path folder = above.in(root);
            if (!Folders.isFolder(folder)) {
                Files.createDirectory(folder);
                undo.push(() -> Files.delete(folder));
            }
        }
        Path file = path.in(root);
        if (Folders.isFolder(file)) {
            // Only empty folders are left in it: the check has seen to that.
            deleteEmptyTree(file);
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Path copy = save(file);
            undo.push(() -> rename(copy, file));
        } else {
            undo.push(() -> Files.deleteIfExists(file));
        }
        rename(path.in(prepared), file);
    }

    private void deleteEmptyTree(Path folder) throws IOException {
        try (var children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                deleteEmptyTree(child);
            }
        }
        if (!deleteFolder(folder)) {
            throw new DirectoryNotEmptyException(folder.toString());
        }
    }

    /** A second name for the file, or a copy where the file system gives none; links are kept as links. */
    private Path save(Path file) throws IOException {
        Path copy = saved.resolve(Integer.toString(count++));
        try {
            Files.createLink(copy, file);
        } catch (FileSystemException | UnsupportedOperationException elsewhere) {
            Files.copy(file, copy, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return copy;
    }

    private static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherDisk) {
            Path near = to.resolveSibling("." + to.getFileName() + ".council");
            Files.copy(from, near, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(near, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
