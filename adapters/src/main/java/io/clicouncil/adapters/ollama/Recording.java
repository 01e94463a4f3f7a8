package io.clicouncil.adapters.ollama;

import io.clicouncil.state.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of an attempt: the answer line by line as it came, and whether it was applied. A council that goes on with an
 * attempt finds there what need not be asked, or done, again.
 */
final class Recording implements AutoCloseable {
    private static final long LARGEST = 64L << 20;

    private final OutputStream out;
    private boolean closed;

    private Recording(OutputStream out) {
        this.out = out;
    }

    /** Begins anew. */
    static Recording begin(Path files) throws IOException {
        return new Recording(PrivateFiles.open(stdout(files)));
    }

    /** Adds a line; one that comes when the attempt has ended already is not kept. */
    synchronized void write(String line) throws IOException {
        if (!closed) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        out.close();
    }

    /** The lines of an answer that came in whole, or none. */
    static List<String> whole(Path files) throws IOException {
        Path stdout = stdout(files);
        if (!Files.isRegularFile(stdout) || Files.size(stdout) > LARGEST) {
            return List.of();
        }
        List<String> lines = new String(Files.readAllBytes(stdout), StandardCharsets.UTF_8)
                .lines()
                .toList();
        Answer answer = new Answer();
        try {
            lines.forEach(answer::read);
        } catch (IllegalArgumentException cutOff) {
            return List.of();
        }
        return answer.done() ? lines : List.of();
    }

    static boolean isApplied(Path files) {
        return Files.exists(applied(files));
    }

    static void markApplied(Path files) throws IOException {
        PrivateFiles.write(applied(files), "");
    }

    private static Path stdout(Path files) {
        return files.resolve("stdout");
    }

    private static Path applied(Path files) {
        return files.resolve("applied");
    }
}
