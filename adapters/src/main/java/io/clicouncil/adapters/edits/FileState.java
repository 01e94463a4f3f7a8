package io.clicouncil.adapters.edits;

import io.clicouncil.text.Quoted;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One file as it is on disk, and as it will be. */
final class FileState {
    private static final long LARGEST = 16L << 20;
    private static final TextFile NOT_THERE = TextFile.empty();

    final Path file;
    final byte @Nullable [] before;
    final @Nullable Set<PosixFilePermission> permissions;
    private @Nullable TextFile now;
    private @Nullable Set<PosixFilePermission> inherited;
    private @Nullable Boolean executable;
    private @Nullable String from;
    private boolean whole;

    private FileState(Path file, byte @Nullable [] before, @Nullable Set<PosixFilePermission> permissions) {
        this.file = file;
        this.before = before;
        this.permissions = permissions;
    }

    /** Reads a file that is regular or not there. */
    static FileState read(Path file, String path) throws IOException, EditRefusal {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new FileState(file, null, null);
        }
        if (Files.size(file) > LARGEST) {
            throw new EditRefusal(Quoted.of(path) + " is too large to be edited");
        }
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        byte[] bytes = Files.readAllBytes(file);
        FileState state = new FileState(file, bytes, posix ? Files.getPosixFilePermissions(file) : null);
        try {
            state.now = TextFile.of(bytes);
        } catch (CharacterCodingException e) {
            throw new EditRefusal(Quoted.of(path) + " is no text in UTF-8");
        }
        return state;
    }

    boolean isThere() {
        return now != null;
    }

    TextFile text() {
        return now == null ? NOT_THERE : now;
    }

    void write(TextFile text) {
        now = text;
    }

    /** Writes all of it, which an answer may do once: two different versions leave open which is meant. */
    void writeWhole(TextFile text, String path) throws EditRefusal {
        if (whole && !text().texts().equals(text.texts())) {
            throw new EditRefusal(Quoted.of(path) + " is written twice with different contents");
        }
        whole = true;
        now = text;
    }

    void delete() {
        now = null;
    }

    /** Takes over what the file of another name was. */
    void inherit(FileState other, String oldPath) {
        now = other.now;
        from = oldPath;
        inherited = other.permissions;
    }

    void executable(boolean wanted) {
        executable = wanted;
    }

    /** What has changed, or null where nothing has. */
    @Nullable
    FileEdit edit(String path) {
        if (now == null) {
            return before == null ? null : new FileEdit(FileEdit.Kind.DELETED, path, null);
        }
        if (from != null) {
            return new FileEdit(FileEdit.Kind.RENAMED, path, from);
        }
        if (before == null) {
            return new FileEdit(FileEdit.Kind.CREATED, path, null);
        }
        boolean same = Arrays.equals(before, now.bytes()) && !changesMode();
        return same ? null : new FileEdit(FileEdit.Kind.CHANGED, path, null);
    }

    private boolean changesMode() {
        return executable != null
                && permissions != null
                && permissions.contains(PosixFilePermission.OWNER_EXECUTE) != executable;
    }

    /** Who may do what with it afterwards, or null for what a new file gets. */
    @Nullable
    Set<PosixFilePermission> permissionsAfterwards() {
        return permissions == null ? inherited : permissions;
    }

    /** Whether it may be executed afterwards, or null where nobody said. */
    @Nullable
    Boolean executable() {
        return executable;
    }
}
