package io.clicouncil.state;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and folders that only the user may look into, whatever the permissions are that his other files get: they hold
 * prompts, answers and what agents made. Its methods block.
 *
 * @since 0.1
 */
public final class PrivateFiles {
    private static final Set<StandardOpenOption> ANEW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    private PrivateFiles() {}

    /**
     * Makes a folder, and those above it, where they are not there yet; what is there stays as it is.
     *
     * @return the folder
     * @throws IOException where it cannot be made
     */
    public static Path makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            try {
                Files.createDirectories(folder, onlyOurs("rwx------"));
            } catch (FileAlreadyExistsException raced) {
                if (!Files.isDirectory(folder)) {
                    throw raced;
                }
            }
        }
        return folder;
    }

    /**
     * Writes a text into a file, in place of what was in it.
     *
     * @throws IOException where it cannot be written
     */
    public static void write(Path file, String text) throws IOException {
        try (OutputStream out = open(file)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Opens a file for writing, emptied. Each write goes to the system at once.
     *
     * @throws IOException where it cannot be opened
     */
    public static OutputStream open(Path file) throws IOException {
        return Channels.newOutputStream(FileChannel.open(file, ANEW, onlyOurs("rw-------")));
    }

    /** What a new file gets, where the system knows such permissions. */
    static FileAttribute<?>[] onlyOurs(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
