package io.clicouncil.adapters;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a command left when it was over: its exit code, and its output in files, which hold also those lines whole that
 * were too long to be handed on. Of each file no more than the last {@value #MOST_BYTES} bytes are read.
 *
 * @param exitCode the exit code, or null where there is none
 * @param stdout the file of its standard output
 * @param stderr the file of its standard error
 */
record Printed(@Nullable Integer exitCode, Path stdout, Path stderr) {
    static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final int MOST_BYTES_OF_A_SENTENCE = 4 * 1024;
    private static final int LONGEST_SENTENCE = 200;

    /** The last line of standard output that is not blank, or an empty text. */
    String lastLine() {
        return lastLine(tail(stdout, MOST_BYTES));
    }

    /** The end of standard output. */
    String output() {
        return tail(stdout, MOST_BYTES);
    }

    /** The lines at the end of standard output, in the order in which they were printed. */
    Stream<String> lines() {
        return output().lines();
    }

    /** The end of standard error. */
    String errors() {
        return tail(stderr, MOST_BYTES_OF_A_SENTENCE);
    }

    /** The end of another file that it left, or an empty text. */
    static String textOf(Path file) {
        return tail(file, MOST_BYTES);
    }

    /** How it ended, in words: its exit code, and the last line of its standard error where there is one. */
    String howItEnded() {
        String code = exitCode == null ? "it left no exit code" : ExitCodes.describe(exitCode);
        String last = lastLine(errors()).strip();
        if (last.isEmpty()) {
            return code;
        }
        return code + ": " + (last.length() > LONGEST_SENTENCE ? last.substring(0, LONGEST_SENTENCE) + "…" : last);
    }

    private static String lastLine(String text) {
        String stripped = text.stripTrailing();
        return stripped.substring(stripped.lastIndexOf('\n') + 1);
    }

    private static String tail(Path file, int most) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long start = Math.max(0, channel.size() - most);
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - start));
            channel.position(start);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until it is full, or the file has become shorter.
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // A file that cannot be read says nothing, and neither does a link: an agent may have laid it.
            return "";
        }
    }
}
