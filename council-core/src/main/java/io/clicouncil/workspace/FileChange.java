package io.clicouncil.workspace;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One path of a change.
 *
 * @param path relative to the repository's root, with slashes
 * @param kind what happened to it
 * @param insertions lines added; 0 for a binary file
 * @param deletions lines taken away; 0 for a binary file
 * @param binary whether it has no lines to count
 * @param linkTarget where it points if it is now a symbolic link, else null
 * @since 0.1
 */
public record FileChange(
        String path,
        Kind kind,
        int insertions,
        int deletions,
        boolean binary,
        @Nullable String linkTarget) {

    /** What happened to a path. */
    public enum Kind {
        /** It is new. */
        ADDED,
        /** Its content, mode or type changed. */
        MODIFIED,
        /** It is gone. */
        DELETED
    }

    /** Checks the parts. */
    public FileChange {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(kind, "kind");
    }
}
