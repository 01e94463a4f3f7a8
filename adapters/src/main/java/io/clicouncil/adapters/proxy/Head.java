package io.clicouncil.adapters.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an HTTP message begins with.
 *
 * @param lines its lines, the first one and those of its headers
 * @param rest what was read behind it, each byte as a character
 */
record Head(List<String> lines, String rest) {
    private static final int LONGEST_BYTES = 32 * 1024;

    /** Reads one, whole. */
    static Head read(ReadableByteChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST_BYTES);
        int end = -1;
        while (end < 0) {
            if (!buffer.hasRemaining()) {
                throw RefusedException.unreadable("this message begins with too many headers");
            }
            int from = Math.max(0, buffer.position() - 3);
            if (channel.read(buffer) < 0) {
                throw RefusedException.unreadable("this message ends within its headers");
            }
            end = end(buffer, from);
        }
        String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
        return new Head(text.substring(0, end).strip().lines().toList(), text.substring(end));
    }

    private static int end(ByteBuffer buffer, int from) {
        for (int i = from; i + 4 <= buffer.position(); i++) {
            if (buffer.get(i) == '\r'
                    && buffer.get(i + 1) == '\n'
                    && buffer.get(i + 2) == '\r'
                    && buffer.get(i + 3) == '\n') {
                return i + 4;
            }
        }
        return -1;
    }
}
