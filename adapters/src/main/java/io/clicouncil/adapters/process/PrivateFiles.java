package io.clicouncil.adapters.process;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files that only their owner may read: they hold prompts, answers and, for a moment, keys. */
final class PrivateFiles {
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private PrivateFiles() {}

    /** Makes a folder that is not there yet. */
    static void folder(Path folder) throws IOException {
        Files.createDirectory(folder, FOLDER);
    }

    /** Makes an empty file, in place of any that is there. */
    static void emptied(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, FILE);
    }

    /** Writes a file that is not there yet. */
    static void write(Path file, String content) throws IOException {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file that is not there yet. */
    static void write(Path file, byte[] content) throws IOException {
        Files.createFile(file, FILE);
        Files.write(file, content);
    }

    /** The supervisor's text. */
    static String script() throws IOException {
        try (InputStream script = PrivateFiles.class.getResourceAsStream("supervisor.sh")) {
            if (script == null) {
                throw new NoSuchFileException("supervisor.sh");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Removes a file, if it can be removed. */
    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is private and small, and goes with the folder of the run.
            return;
        }
    }

    /** Closes what was only read, or written without a buffer. */
    static void close(@Nullable Closeable file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // Nothing was left to be written.
            return;
        }
    }
}
