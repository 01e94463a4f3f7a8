package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a small file is.
 *
 * @param content its bytes, a character each, or the target of a link; null of what is too large to be kept, or is neither
 * @param mode its type and permissions
 * @param size its length in bytes
 */
record WatchedFile(@Nullable String content, int mode, long size) {
    private static final long LARGEST = 1 << 20;
    private static final int TYPE_AND_EXECUTE = 0170100;

    /** Reads it, and follows no link. */
    static WatchedFile read(Path file) throws IOException {
        FileStat stat = FileStat.of(file);
        if (stat.isLink()) {
            return new WatchedFile(Files.readSymbolicLink(file).toString(), stat.mode(), stat.size());
        }
        boolean kept = stat.isRegular() && stat.size() <= LARGEST;
        return new WatchedFile(kept ? Files.readString(file, ISO_8859_1) : null, stat.mode(), stat.size());
    }

    /** Whether git would do the same with both. */
    boolean isLike(@Nullable WatchedFile other) {
        return other != null
                && (mode & TYPE_AND_EXECUTE) == (other.mode & TYPE_AND_EXECUTE)
                && size == other.size
                && (content == null ? other.content == null : content.equals(other.content));
    }

    /** Makes it again at a place where nothing is; false where its content is not known. */
    boolean putAt(Path file) throws IOException {
        if (content == null) {
            return false;
        }
        if ((mode & 0170000) == 0120000) {
            Folders.createParents(file);
            Files.createSymbolicLink(file, Path.of(content));
        } else {
            Folders.replace(file, content.getBytes(ISO_8859_1));
            Files.setAttribute(file, "unix:mode", mode & 07777);
        }
        return true;
    }
}
