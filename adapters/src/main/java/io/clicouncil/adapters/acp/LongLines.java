package io.clicouncil.adapters.acp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Finds lines in a file again that were too long to be handed on whole: a request that shows a file, before and after, is
 * soon too long, and an agent whose request is not answered waits for ever. Lines are looked for in their order.
 */
final class LongLines {
    private static final String CUT = "…";

    /** No line that is shorter was ever cut. */
    private static final int SHORTEST = 1 << 14;

    private static final int LONGEST = 32 << 20;

    private final Path file;
    private long position;

    LongLines(Path file) {
        this.file = file;
    }

    /** The line as it was printed, or as it is given where it cannot be found. */
    String whole(String line) {
        if (line.length() < SHORTEST || !line.startsWith("{") || !line.endsWith(CUT)) {
            return line;
        }
        byte[] start = line.substring(0, line.length() - CUT.length()).getBytes(StandardCharsets.UTF_8);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.skipNBytes(position);
            return find(in, start, line);
        } catch (IOException e) {
            return line;
        }
    }

    private String find(InputStream in, byte[] start, String otherwise) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(start.length * 2);
        long read = position;
        int next = in.read();
        while (next >= 0) {
            read++;
            if (next != '\n') {
                if (bytes.size() < LONGEST) {
                    bytes.write(next);
                }
            } else {
                byte[] found = bytes.toByteArray();
                if (begins(found, start)) {
                    position = read;
                    return new String(found, StandardCharsets.UTF_8);
                }
                bytes.reset();
            }
            next = in.read();
        }
        return otherwise;
    }

    private static boolean begins(byte[] line, byte[] start) {
        return line.length >= start.length && Arrays.equals(line, 0, start.length, start, 0, start.length);
    }
}
