package io.clicouncil.history;

import io.clicouncil.state.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Space that is kept for the day when the disk is full: freed then, it pays for the last events of the runs. */
final class Reserve {
    /** Pays for some thousand events and for the database's own work on them. */
    static final int BYTES = 8 * 1024 * 1024;

    private final Path file;

    Reserve(Path file) {
        this.file = file;
    }

    /** Takes the space if it is not taken yet and as much again stays free. Failing is no error. */
    void take() {
        try {
            Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
            if (Files.exists(file)) {
                Files.deleteIfExists(unfinished);
            } else if (Files.getFileStore(parent()).getUsableSpace() >= 2L * BYTES) {
                make(unfinished);
            }
        } catch (IOException e) {
            // A run without a reserve is better than no run; and who else makes it at this moment has it done.
        }
    }

    private void make(Path unfinished) throws IOException {
        try {
            fill(unfinished);
            Files.move(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Gives the space back, as far as it was taken. */
    void free() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Then there is still no room, and whoever needs it says so.
        }
    }

    private Path parent() {
        return file.toAbsolutePath().resolveSibling("");
    }

    /** Noise, because some file systems store zeros for nothing. */
    private static void fill(Path unfinished) throws IOException {
        byte[] noise = new byte[64 * 1024];
        SplittableRandom random = new SplittableRandom();
        try (OutputStream out = PrivateFiles.open(unfinished)) {
            for (int written = 0; written < BYTES; written += noise.length) {
                random.nextBytes(noise);
                out.write(noise);
            }
        }
    }
}
