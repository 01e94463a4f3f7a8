package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@code java.nio.file.Files} leaves to do about folders. None of it follows a link. */
final class Folders {
    private static final int LONGEST_SHORT = 1 << 20;
    private static final int ATTEMPTS = 100;

    private Folders() {}

    /** Deletes a file or a folder with all that is in it; nothing there is fine. */
    static void delete(Path path) throws IOException {
        if (isFolder(path)) {
            try {
                deleteContents(path);
            } catch (AccessDeniedException readOnly) {
                // Some tools make their caches read-only, against the people who would clean up.
                makeWritable(path);
                deleteContents(path);
            }
        }
        try {
            Files.deleteIfExists(path);
        } catch (AccessDeniedException readOnly) {
            makeWritable(parentOf(path));
            Files.deleteIfExists(path);
        }
    }

    private static void deleteContents(Path folder) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                delete(child);
            }
        } catch (NoSuchFileException gone) {
            // Somebody else was faster.
        }
    }

    private static void makeWritable(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    /** Makes a folder and those above it, although another council may just be deleting one of these that is empty. */
    static Path make(Path folder) throws IOException {
        return make(folder, new FileAttribute<?>[0]);
    }

    /** The same; nobody else may enter those that it makes. */
    static Path makePrivate(Path folder) throws IOException {
        return make(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static Path make(Path folder, FileAttribute<?>... attributes) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return Files.createDirectories(folder, attributes);
            } catch (NoSuchFileException deleted) {
                if (attempt == ATTEMPTS) {
                    throw deleted;
                }
            }
        }
    }

    /** Makes the folders that are to hold a file. */
    static void createParents(Path file) throws IOException {
        make(parentOf(file));
    }

    static Path parentOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "the root of the file system has no parent");
    }

    /** Deletes it if it is an empty folder, else leaves it. */
    static void deleteIfEmpty(Path folder) throws IOException {
        if (isFolder(folder)) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException used) {
                // Then it stays.
            }
        }
    }

    /**
     * The text of a short file that somebody else may have written, or delete at any time; null where there is none, or
     * something else of that name.
     */
    static @Nullable String readShort(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(LONGEST_SHORT + 1);
            return content.length > LONGEST_SHORT ? null : new String(content, UTF_8);
        } catch (FileSystemException noFile) {
            return null;
        }
    }

    /** Writes a file in one step: a reader sees all of it or what was there before. */
    static void replace(Path file, byte[] content) throws IOException {
        Files.move(Files.write(fresh(file), content), file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The same, and it outlives a power cut; that takes long where much was written to the disk just before. */
    static void replaceForGood(Path file, byte[] content) throws IOException {
        Path fresh = fresh(file);
        try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            for (ByteBuffer left = ByteBuffer.wrap(content); left.hasRemaining(); ) {
                out.write(left);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path fresh(Path file) throws IOException {
        createParents(file);
        return Files.createTempFile(parentOf(file), ".new-", "");
    }

    /** What is directly in a folder; nothing where there is none. */
    static List<Path> list(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        if (isFolder(folder)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                children.forEach(found::add);
            } catch (NoSuchFileException gone) {
                return List.of();
            }
        }
        return found;
    }

    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Moves a folder to a name that is free below {@code target}, which is on the same file system.
     *
     * @return where it is now
     */
    static Path moveInto(Path target, Path folder) throws IOException {
        make(target);
        for (int n = 1; ; n++) {
            Path place = target.resolve(folder.getFileName() + "+" + n);
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            try {
                return Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException taken) {
                // Try the next.
            }
        }
    }
}
