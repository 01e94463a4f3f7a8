package io.clicouncil.worktrees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code lstat} says of a file: everything that git keeps in an index to know it again without reading it. */
record FileStat(int mode, Instant changed, Instant modified, long device, long inode, int uid, int gid, long size) {
    private static final String ATTRIBUTES = "unix:mode,ctime,lastModifiedTime,dev,ino,uid,gid,size";
    private static final int TYPE = 0170000;

    /** Never follows a link at the end of the path. */
    static FileStat of(Path file) throws IOException {
        Map<String, Object> found = Files.readAttributes(file, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        return new FileStat(
                (Integer) value(found, "mode"),
                ((FileTime) value(found, "ctime")).toInstant(),
                ((FileTime) value(found, "lastModifiedTime")).toInstant(),
                (Long) value(found, "dev"),
                (Long) value(found, "ino"),
                (Integer) value(found, "uid"),
                (Integer) value(found, "gid"),
                (Long) value(found, "size"));
    }

    /** The same, or null where there is nothing. */
    static @Nullable FileStat ofExisting(Path file) throws IOException {
        try {
            return of(file);
        } catch (NoSuchFileException missing) {
            return null;
        }
    }

    private static Object value(Map<String, Object> found, String name) throws IOException {
        Object value = found.get(name);
        if (value == null) {
            throw new IOException("the file system does not tell the " + name + " of its files");
        }
        return value;
    }

    boolean isRegular() {
        return (mode & TYPE) == 0100000;
    }

    boolean isLink() {
        return (mode & TYPE) == 0120000;
    }

    boolean isFolder() {
        return (mode & TYPE) == 0040000;
    }

    boolean isExecutable() {
        return (mode & 0100) != 0;
    }
}
