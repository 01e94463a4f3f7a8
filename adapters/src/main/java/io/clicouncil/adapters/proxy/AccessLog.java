package io.clicouncil.adapters.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes down who was asked for, one line each: when, {@code allowed} or {@code refused}, host and port, and how many bytes
 * went there and came back. Neither paths nor headers, which hold secrets. A command that asks without end fills no disk.
 */
final class AccessLog {
    private static final long LONGEST_BYTES = 1024 * 1024;

    private final Path file;
    private long room;

    /** Goes on with the file, or makes it, for its owner alone. */
    AccessLog(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        this.file = file;
        this.room = LONGEST_BYTES - Files.size(file);
    }

    void allowed(Authority to, long there, long back) {
        write("allowed " + to + " " + there + " " + back);
    }

    void refused(Authority to) {
        write("refused " + to + " 0 0");
    }

    private synchronized void write(String what) {
        byte[] line =
                (Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + what + "\n").getBytes(StandardCharsets.US_ASCII);
        if (line.length > room) {
            return;
        }
        room -= line.length;
        try {
            Files.write(file, line, StandardOpenOption.APPEND);
        } catch (IOException full) {
            // What may be reached does not depend on what can be written about it.
            room = 0;
        }
    }
}
