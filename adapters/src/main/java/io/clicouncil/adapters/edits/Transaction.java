package io.clicouncil.adapters.edits;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes files: all of them beside their places first, then each into its place; what fails halfway is taken back. */
final class Transaction {
    private final Map<FileState, Path> staged = new LinkedHashMap<>();
    private final Deque<Path> folders = new ArrayDeque<>();
    private final Deque<FileState> done = new ArrayDeque<>();

    /** Brings these files to what they are to be. */
    void commit(Collection<FileState> states) throws IOException {
        try {
            for (FileState state : states) {
                if (state.isThere()) {
                    stage(state);
                }
            }
            for (FileState state : states) {
                put(state);
            }
        } catch (IOException e) {
            undo(e);
            throw e;
        }
    }

    private void stage(FileState state) throws IOException {
        Path folder = Objects.requireNonNull(state.file.getParent(), "a file below the folder");
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = folder; at != null && !Files.exists(at, LinkOption.NOFOLLOW_LINKS); at = at.getParent()) {
            missing.push(at);
        }
        // The last one to be made is the first one to be taken away again.
        missing.forEach(folders::push);
        Files.createDirectories(folder);
        Path beside = beside(state.file);
        // Left by somebody who was killed while he wrote the same file.
        Files.deleteIfExists(beside);
        staged.put(state, beside);
        write(beside, state.text().bytes(), state.permissionsAfterwards());
        Boolean executable = state.executable();
        if (executable != null) {
            allow(beside, executable);
        }
    }

    /** Where a file is written first: always the same place, so that who writes it again leaves nothing there. */
    static Path beside(Path file) {
        return file.resolveSibling(
                ".council-" + UUID.nameUUIDFromBytes(file.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private void put(FileState state) throws IOException {
        Path beside = staged.get(state);
        done.push(state);
        if (beside == null) {
            Files.deleteIfExists(state.file);
        } else {
            Files.move(beside, state.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void write(Path file, byte[] bytes, @Nullable Set<PosixFilePermission> permissions)
            throws IOException {
        Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (permissions != null) {
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    /** Who may read it may execute it, or nobody may. */
    private static void allow(Path file, boolean executable) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        change(permissions, PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE, executable);
        change(permissions, PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE, executable);
        change(permissions, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE, executable);
        Files.setPosixFilePermissions(file, permissions);
    }

    private static void change(
            Set<PosixFilePermission> all, PosixFilePermission read, PosixFilePermission execute, boolean executable) {
        if (executable && all.contains(read)) {
            all.add(execute);
        } else if (!executable) {
            all.remove(execute);
        }
    }

    private void undo(IOException cause) {
        for (FileState state : done) {
            attempt(cause, () -> restore(state));
        }
        for (Path beside : staged.values()) {
            attempt(cause, () -> Files.deleteIfExists(beside));
        }
        for (Path folder : folders) {
            attempt(cause, () -> Files.deleteIfExists(folder));
        }
    }

    private static void restore(FileState state) throws IOException {
        byte[] before = state.before;
        Files.deleteIfExists(state.file);
        if (before != null) {
            write(state.file, before, state.permissions);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void attempt(IOException cause, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
