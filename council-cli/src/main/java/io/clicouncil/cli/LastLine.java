package io.clicouncil.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The last whole line of a file that somebody writes, without what a person cannot read at a glance. */
final class LastLine {
    private static final int TAIL = 8192;

    private LastLine() {}

    /** The line; empty where there is none, where it is a JSON document, or where the file cannot be read. */
    static Optional<String> of(Path file) {
        ByteBuffer tail = ByteBuffer.allocate(TAIL);
        boolean cut;
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long start = Math.max(0, channel.size() - TAIL);
            cut = start > 0;
            channel.position(start);
            while (tail.hasRemaining() && channel.read(tail) >= 0) {
                // Until the end, or until there is no more room.
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        String text = new String(tail.array(), 0, tail.position(), UTF_8);
        int end = text.lastIndexOf('\n');
        if (end < 0) {
            return Optional.empty();
        }
        List<String> lines = text.substring(0, end).lines().toList();
        return lines.stream()
                .skip(cut ? 1 : 0)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce((earlier, later) -> later)
                .filter(line -> !line.startsWith("{"));
    }
}
