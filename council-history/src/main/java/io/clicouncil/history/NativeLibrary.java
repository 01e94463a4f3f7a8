package io.clicouncil.history;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Loads SQLite itself. It comes inside the driver's jar and has to be a file for a moment. The driver deletes that file
 * when the JVM ends in good order, so each JVM that is killed would leave a megabyte behind; here it gets a folder of its
 * own, which goes as soon as the library is loaded.
 */
final class NativeLibrary {
    /** The driver's name for the folder to unpack in; whoever has set it decides. */
    private static final String UNPACK_IN = "org.sqlite.tmpdir";

    /** A library is loaded once for the whole JVM. */
    private static boolean loaded;

    private NativeLibrary() {}

    /**
     * Loads it, unless it is loaded.
     *
     * @param fallback an existing folder to unpack in where the one for temporary files is full or missing, or must not
     *     hold programs
     * @throws CouncilException where neither will do
     */
    static synchronized void load(Path fallback) {
        if (loaded) {
            return;
        }
        Path usual = Path.of(System.getProperty("java.io.tmpdir", ""));
        Exception failure = System.getProperty(UNPACK_IN) == null ? loadFrom(usual) : initialize();
        if (failure != null && loadFrom(fallback) != null) {
            throw new CouncilException(
                    Reason.ENVIRONMENT,
                    "the library of the journal could be unpacked neither in " + usual + " nor in " + fallback
                            + ": one of them needs 2 MB of space and must allow programs (no 'noexec')",
                    failure);
        }
        loaded = true;
    }

    private static @Nullable Exception loadFrom(Path parent) {
        String before = System.getProperty(UNPACK_IN);
        Path folder = null;
        try {
            folder = Files.createTempDirectory(parent, "council-sqlite-");
            System.setProperty(UNPACK_IN, folder.toString());
            return initialize();
        } catch (IOException e) {
            return e;
        } finally {
            if (before == null) {
                System.clearProperty(UNPACK_IN);
            } else {
                System.setProperty(UNPACK_IN, before);
            }
            delete(folder);
        }
    }

    private static @Nullable Exception initialize() {
        try {
            SQLiteJDBCLoader.initialize();
            return null;
        } catch (Exception e) {
            return e;
        }
    }

    private static void delete(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        } catch (IOException e) {
            // Where a loaded library cannot be deleted, the driver tries again when the JVM ends.
        }
    }
}
