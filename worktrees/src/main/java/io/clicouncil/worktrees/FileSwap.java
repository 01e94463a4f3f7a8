package io.clicouncil.worktrees;

import io.clicouncil.fault.KillPoint;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges files of the user's working tree for files that are prepared aside. Each file is replaced by a rename: whoever
 * reads it sees the old or the new one. Undoing looks at what is there, so it works after a crash at any point, and twice.
 */
final class FileSwap {
    private final Path root;
    private final Path saved;
    private final Exchange exchange;

    /**
     * A swap that may have begun.
     *
     * @param saved a folder for the old files
     */
    FileSwap(Path root, Path saved, Exchange exchange) {
        this.root = root;
        this.saved = saved;
        this.exchange = exchange;
    }

    /** Gives every old file a second name, or a copy where the file system has none; links are kept as links. */
    void save() throws IOException {
        Folders.make(saved);
        for (int i = 0; i < exchange.steps().size(); i++) {
            Exchange.Step step = exchange.steps().get(i);
            if (step.before() != null) {
                Path file = step.path().in(root);
                try {
                    Files.createLink(saved(i), file);
                } catch (FileSystemException | UnsupportedOperationException elsewhere) {
                    Files.copy(file, saved(i), LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private Path saved(int step) {
        return saved.resolve(Integer.toString(step));
    }

    /**
     * Does it, after {@link #save()}. If it fails, call {@link #undo()}.
     *
     * @param prepared the folder that holds the new files at their paths
     */
    void run(Path prepared) throws IOException {
        for (Exchange.Step step : exchange.steps()) {
            if (step.after() == null) {
                KillPoint.pass("applying-file");
                delete(step.path());
            }
        }
        for (Exchange.Step step : exchange.steps()) {
            if (step.after() != null) {
                KillPoint.pass("applying-file");
                put(step.path(), prepared);
            }
        }
    }

    private void delete(GitPath path) throws IOException {
        Files.delete(path.in(root));
        List<GitPath> folders = path.foldersAbove();
        for (int i = folders.size() - 1; i >= 0; i--) {
            try {
                Files.delete(folders.get(i).in(root));
            } catch (DirectoryNotEmptyException used) {
                return;
            }
        }
    }

    private void put(GitPath path, Path prepared) throws IOException {
        for (GitPath above : path.foldersAbove()) {
            if (!Folders.isFolder(above.in(root))) {
                Files.createDirectory(above.in(root));
            }
        }
        Path file = path.in(root);
        if (Folders.isFolder(file)) {
            deleteEmptyTree(file);
        }
        rename(path.in(prepared), file);
    }

    private static void deleteEmptyTree(Path folder) throws IOException {
        for (Path child : Folders.list(folder)) {
            if (!Folders.isFolder(child)) {
                throw new DirectoryNotEmptyException(folder.toString());
            }
            deleteEmptyTree(child);
        }
        Files.delete(folder);
    }

    /**
     * Brings back what was there.
     *
     * @return paths that somebody has changed since, which are left as they are
     */
    List<GitPath> undo() throws IOException {
        for (Exchange.Step step : exchange.steps()) {
            if (existing(step.path()) != null && step.before() == null && state(step) == State.AFTER) {
                Files.delete(step.path().in(root));
            }
            if (isReachable(step.path())) {
                Files.deleteIfExists(near(step.path().in(root)));
            }
        }
        for (int i = exchange.made().size() - 1; i >= 0; i--) {
            Folders.deleteIfEmpty(exchange.made().get(i).in(root));
        }
        for (Map.Entry<GitPath, String> entry : exchange.folders().entrySet()) {
            Path folder = entry.getKey().in(root);
            if (isReachable(entry.getKey()) && !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(entry.getValue()));
            }
        }
        List<GitPath> left = new ArrayList<>();
        for (int i = 0; i < exchange.steps().size(); i++) {
            Exchange.Step step = exchange.steps().get(i);
            State state = state(step);
            boolean toRestore = step.before() != null && state == State.AFTER;
            if (state == State.OTHER || (toRestore && !isReachable(step.path()))) {
                left.add(step.path());
            } else if (toRestore) {
                rename(saved(i), step.path().in(root));
            }
        }
        return left;
    }

    /** Whether every path is as it was left by {@link #run}. */
    boolean isDone() throws IOException {
        for (Exchange.Step step : exchange.steps()) {
            boolean there = existing(step.path()) != null;
            if (there == (step.after() == null) || state(step) != State.AFTER) {
                return false;
            }
        }
        return true;
    }

    private enum State {
        BEFORE,
        AFTER,
        OTHER
    }

    private State state(Exchange.Step step) throws IOException {
        @Nullable FileStat now = existing(step.path());
        Exchange.@Nullable Stamp before = step.before();
        Exchange.@Nullable Stamp after = step.after();
        if (now == null || now.isFolder()) {
            // A file that is to come is missing before as well as in between; one that was there is missing only after.
            return before == null && after != null ? State.BEFORE : State.AFTER;
        }
        if (before != null && before.is(now)) {
            return State.BEFORE;
        }
        if (after != null && after.fits(now)) {
            return State.AFTER;
        }
        return before != null && before.fits(now) ? State.BEFORE : State.OTHER;
    }

    private @Nullable FileStat existing(GitPath path) throws IOException {
        return isReachable(path) ? FileStat.ofExisting(path.in(root)) : null;
    }

    /** Whether the way to it leads through folders, and through no link. */
    private boolean isReachable(GitPath path) {
        return path.foldersAbove().stream().allMatch(above -> Folders.isFolder(above.in(root)));
    }

    private static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherDisk) {
            Path near = near(to);
            Files.copy(from, near, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(near, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Where a file from another disk is complete before it takes its place. */
    private static Path near(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".council");
    }
}
