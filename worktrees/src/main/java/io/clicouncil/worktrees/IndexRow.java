package io.clicouncil.worktrees;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** One path of a {@link GitIndex}. */
final class IndexRow {
    static final int STAT_LENGTH = 40;
    static final int EXTENDED = 0x4000;
    private static final int ASSUME_UNCHANGED = 0x8000;
    private static final int SKIP_WORKTREE = 0x4000;
    private static final int INTENT_TO_ADD = 0x2000;

    // Where git keeps these among the forty bytes.
    private static final int MODIFIED = 8;
    private static final int INODE = 20;
    private static final int MODE = 24;
    private static final int SIZE = 36;

    private final GitPath path;
    private final byte[] stat;
    private final ObjectId id;
    private final int flags;
    private final int extended;

    /**
     * A row as it stands in an index.
     *
     * @param stat the forty bytes that describe the file: ctime, mtime, device, inode, mode, owner, group, size
     */
    IndexRow(GitPath path, byte[] stat, ObjectId id, int flags, int extended) {
        this.path = path;
        this.stat = stat;
        this.id = id;
        this.flags = flags;
        this.extended = extended;
    }

    /** A row for a file in the working tree, or with nothing known of the file where {@code file} is null. */
    static IndexRow of(GitPath path, int mode, ObjectId id, @Nullable FileStat file) {
        ByteBuffer stat = ByteBuffer.allocate(STAT_LENGTH);
        if (file == null) {
            stat.putInt(MODE, mode);
        } else {
            put(stat, file.changed());
            put(stat, file.modified());
            stat.putInt((int) file.device()).putInt((int) file.inode());
            stat.putInt(mode).putInt(file.uid()).putInt(file.gid()).putInt((int) file.size());
        }
        return new IndexRow(path, stat.array(), id, 0, 0);
    }

    private static void put(ByteBuffer stat, Instant time) {
        stat.putInt((int) time.getEpochSecond()).putInt(time.getNano());
    }

    GitPath path() {
        return path;
    }

    ObjectId id() {
        return id;
    }

    int flags() {
        return flags;
    }

    int extended() {
        return extended;
    }

    byte[] stat() {
        return stat.clone();
    }

    int mode() {
        return ByteBuffer.wrap(stat).getInt(MODE);
    }

    long modifiedSeconds() {
        return Integer.toUnsignedLong(ByteBuffer.wrap(stat).getInt(MODIFIED));
    }

    int stage() {
        return (flags >> 12) & 3;
    }

    boolean isIntentToAdd() {
        return (extended & INTENT_TO_ADD) != 0;
    }

    /** Whether git was told not to look at the file. */
    boolean isHidden() {
        return (flags & ASSUME_UNCHANGED) != 0 || (extended & SKIP_WORKTREE) != 0;
    }

    /**
     * Whether the file can be taken for unchanged without reading it.
     *
     * @param indexWritten the second in which the index was written; a file as young could have changed since
     */
    boolean describes(FileStat file, long indexWritten) {
        ByteBuffer known = ByteBuffer.wrap(stat);
        Instant modified = file.modified();
        int nanos = known.getInt(MODIFIED + 4);
        int inode = known.getInt(INODE);
        return modifiedSeconds() < indexWritten
                && modifiedSeconds() == modified.getEpochSecond()
                && (nanos == 0 || nanos == modified.getNano())
                && known.getInt(SIZE) == (int) file.size()
                && (inode == 0 || inode == (int) file.inode());
    }

    /** The same with the mark that makes everybody look at the file itself. */
    IndexRow unsure() {
        byte[] copy = stat.clone();
        ByteBuffer.wrap(copy).putInt(SIZE, 0);
        return new IndexRow(path, copy, id, flags, extended);
    }
}
