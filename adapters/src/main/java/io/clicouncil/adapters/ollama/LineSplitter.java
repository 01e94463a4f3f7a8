package io.clicouncil.adapters.ollama;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts bytes into lines, wherever the network has cut them: within a line, and within a character. */
final class LineSplitter {
    private final int longest;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    /**
     * A splitter.
     *
     * @param longest the most bytes that a line may have
     */
    LineSplitter(int longest) {
        this.longest = longest;
    }

    /** The lines that these bytes complete. */
    List<String> feed(byte[] bytes) throws IOException {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                add(bytes, start, i);
                lines.add(begun.toString(StandardCharsets.UTF_8));
                begun.reset();
                start = i + 1;
            }
        }
        add(bytes, start, bytes.length);
        return lines;
    }

    /** What is left when nothing more comes: a line, or none. */
    List<String> rest() {
        return begun.size() == 0 ? List.of() : List.of(begun.toString(StandardCharsets.UTF_8));
    }

    private void add(byte[] bytes, int from, int to) throws IOException {
        if (begun.size() + to - from > longest) {
            throw new TooLongException();
        }
        begun.write(bytes, from, to - from);
    }

    /** A line has no end. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("a line of the answer is too long");
        }
    }
}
