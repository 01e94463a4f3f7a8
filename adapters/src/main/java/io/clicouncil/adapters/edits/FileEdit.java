package io.clicouncil.adapters.edits;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was done to a file.
 *
 * @param kind what
 * @param path the file, relative to the folder; the new name where it was renamed
 * @param from the old name where it was renamed, else null
 * @since 0.1
 */
public record FileEdit(Kind kind, String path, @Nullable String from) {

    /** What can be done to a file. */
    public enum Kind {
        /** It was not there before. */
        CREATED,
        /** It has other contents or may be executed or not. */
        CHANGED,
        /** It is not there any more. */
        DELETED,
        /** It has another name, and perhaps other contents. */
        RENAMED
    }

    /** Checks that there is an old name exactly where it was renamed. */
    public FileEdit {
        Objects.requireNonNull(path, "path");
        if ((from != null) != (kind == Kind.RENAMED)) {
            throw new IllegalArgumentException("only a renamed file has an old name");
        }
    }

    /** A few words for a person, such as {@code Edit src/Main.java}. */
    public String words() {
        return switch (kind) {
            case CREATED -> "Create " + path;
            case CHANGED -> "Edit " + path;
            case DELETED -> "Delete " + path;
            case RENAMED -> "Rename " + from + " to " + path;
        };
    }
}
