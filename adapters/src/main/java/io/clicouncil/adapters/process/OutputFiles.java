package io.clicouncil.adapters.process;

import io.clicouncil.text.Sizes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The two files that hold what a command prints.
 *
 * @param stdout the file of its standard output
 * @param stderr the file of its standard error
 */
record OutputFiles(Path stdout, Path stderr) {

    /** How much is in both. */
    long bytes() {
        return size(stdout) + size(stderr);
    }

    /**
     * Cuts both so that they hold together what the limit allows, a last line about that included. Standard error, where
     * reasons are found, keeps what it needs up to half of it. Where nothing is too long, nothing changes.
     */
    void truncate(long limit) throws IOException {
        if (bytes() <= limit) {
            return;
        }
        byte[] mark = ("\n[council: the output limit of " + Sizes.format(limit) + " was reached]\n")
                .getBytes(StandardCharsets.US_ASCII);
        long room = Math.max(0, limit - mark.length);
        long errors = Math.min(size(stderr), Math.max(room / 2, room - size(stdout)));
        cut(stdout, room - errors, new byte[0]);
        cut(stderr, errors, mark);
    }

    private static void cut(Path path, long length, byte[] end) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.truncate(length);
            file.write(ByteBuffer.wrap(end), file.size());
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            // What is not there is empty.
            return 0;
        }
    }
}
