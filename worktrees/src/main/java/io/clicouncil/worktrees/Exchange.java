package io.clicouncil.worktrees;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a working tree are exchanged for which, with all that it takes to undo it after a crash.
 *
 * @param steps one for each path
 * @param folders those that may go with the last file in them, from the outside inwards, with their permissions
 * @param made those that are made, from the outside inwards
 */
record Exchange(List<Step> steps, Map<GitPath, String> folders, List<GitPath> made) {

    /** What tells a file from another that was written later. */
    record Stamp(long inode, Instant modified, long size) {
        static Stamp of(FileStat stat) {
            return new Stamp(stat.inode(), stat.modified(), stat.size());
        }

        /** Whether it is the file, or a copy that kept its time. */
        boolean fits(FileStat stat) {
            return modified.equals(stat.modified()) && size == stat.size();
        }

        boolean is(FileStat stat) {
            return fits(stat) && inode == stat.inode();
        }
    }

    /** What is at a path before and after; null for nothing. */
    record Step(
            GitPath path, @Nullable Stamp before, @Nullable Stamp after) {}

    /** Looks at both sides; changes nothing. */
    static Exchange of(Path root, Path prepared, List<Touch> touches) throws IOException {
        List<Step> steps = new ArrayList<>();
        Map<GitPath, String> folders = new TreeMap<>();
        TreeSet<GitPath> made = new TreeSet<>();
        for (Touch touch : touches) {
            GitPath path = touch.path();
            @Nullable FileStat before = blocked(path, root) ? null : FileStat.ofExisting(path.in(root));
            for (GitPath above : path.foldersAbove()) {
                if (touch.isDeletion()) {
                    folders.put(above, permissions(above.in(root)));
                } else if (!Folders.isFolder(above.in(root))) {
                    made.add(above);
                }
            }
            if (before != null && before.isFolder()) {
                // Only folders are in it that are empty, or will be: the check has seen to that.
                addFolders(path, path.in(root), folders);
                before = null;
            }
            @Nullable Stamp after = touch.isDeletion() ? null : Stamp.of(FileStat.of(path.in(prepared)));
            steps.add(new Step(path, before == null ? null : Stamp.of(before), after));
        }
        return new Exchange(steps, folders, List.copyOf(made));
    }

    /** Whether something above the path is no folder, so that nothing can be at the path itself. */
    private static boolean blocked(GitPath path, Path root) {
        return path.foldersAbove().stream().anyMatch(above -> !Folders.isFolder(above.in(root)));
    }

    private static void addFolders(GitPath path, Path folder, Map<GitPath, String> folders) throws IOException {
        folders.put(path, permissions(folder));
        for (Path child : Folders.list(folder)) {
            if (Folders.isFolder(child)) {
                addFolders(path.child(GitPath.nameOf(child)), child, folders);
            }
        }
    }

    private static String permissions(Path folder) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS));
    }

    void write(DataOutputStream out) throws IOException {
        Bytes.writeAll(out, steps, (to, step) -> {
            Bytes.writePath(to, step.path());
            write(to, step.before());
            write(to, step.after());
        });
        Bytes.writeAll(out, folders.entrySet(), (to, folder) -> {
            Bytes.writePath(to, folder.getKey());
            to.writeUTF(folder.getValue());
        });
        Bytes.writeAll(out, made, Bytes::writePath);
    }

    static Exchange read(DataInputStream in) throws IOException {
        List<Step> steps = Bytes.readAll(in, from -> new Step(Bytes.readPath(from), readStamp(from), readStamp(from)));
        Map<GitPath, String> folders = new TreeMap<>();
        Bytes.readAll(in, from -> Map.entry(Bytes.readPath(from), from.readUTF()))
                .forEach(folder -> folders.put(folder.getKey(), folder.getValue()));
        return new Exchange(steps, folders, Bytes.readAll(in, Bytes::readPath));
    }

    private static void write(DataOutputStream out, @Nullable Stamp stamp) throws IOException {
        out.writeBoolean(stamp != null);
        if (stamp != null) {
            out.writeLong(stamp.inode());
            out.writeUTF(stamp.modified().toString());
            out.writeLong(stamp.size());
        }
    }

    private static @Nullable Stamp readStamp(DataInputStream in) throws IOException {
        return in.readBoolean() ? new Stamp(in.readLong(), Instant.parse(in.readUTF()), in.readLong()) : null;
    }
}
