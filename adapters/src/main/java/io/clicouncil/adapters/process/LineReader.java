package io.clicouncil.adapters.process;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a file that still grows. However long a line is, no more than {@link #MAX_LINE_BYTES} of it are held;
 * and however fast the file grows, the reader is never far behind: what lies before its last {@link #MAX_BACKLOG_BYTES} is
 * passed over, in whole lines, and less is left of it for one who hurries.
 */
final class LineReader implements Closeable {
    /** Where a line is cut. */
    static final int MAX_LINE_BYTES = 64 * 1024;

    /** How much may lie unread: some seconds of work for whoever follows, were it the shortest lines. */
    static final long MAX_BACKLOG_BYTES = 8L << 20;

    /** How much where it shall soon be over: the last words are in it. */
    static final long HURRIED_BACKLOG_BYTES = 1L << 19;

    private static final int CHUNK_BYTES = 32 * 1024;
    private static final int FIRST_LINE_BYTES = 256;

    private final FileChannel file;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).flip();
    private byte[] line = new byte[FIRST_LINE_BYTES];
    private int length;
    private boolean cut;
    private boolean inside;
    private long backlog = MAX_BACKLOG_BYTES;

    LineReader(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ);
    }

    /** The next line that has an end, or null where there is none yet. */
    @Nullable
    String next() throws IOException {
        while (true) {
            while (chunk.hasRemaining()) {
                int end = lineEnd();
                append(chunk.position(), end);
                chunk.position(Math.min(end + 1, chunk.limit()));
                if (end < chunk.limit() && !passOver()) {
                    return take();
                }
            }
            boolean begun = length > 0 && !inside;
            if (catchUp() && begun) {
                cut = true;
                return take();
            }
            chunk.clear();
            int read = file.read(chunk);
            chunk.flip();
            if (read <= 0) {
                return null;
            }
        }
    }

    /** It shall soon be over: less is read of what is left. */
    void hurry() {
        backlog = HURRIED_BACKLOG_BYTES;
    }

    /** Whether there is more at hand without reading the file. */
    boolean holdsMore() {
        return chunk.hasRemaining();
    }

    /** What stands after the last line end, or null where nothing does. */
    @Nullable
    String rest() {
        return length == 0 || passOver() ? null : take();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private boolean catchUp() throws IOException {
        long from = file.size() - backlog;
        boolean behind = file.position() < from;
        if (behind) {
            file.position(from);
            inside = true;
        }
        return behind;
    }

    /** Forgets a line of which only the end was read. */
    private boolean passOver() {
        boolean passed = inside;
        if (passed) {
            length = 0;
            cut = false;
            inside = false;
        }
        return passed;
    }

    /** Where the next line end stands, or the limit of the chunk. */
    private int lineEnd() {
        int at = chunk.position();
        while (at < chunk.limit() && chunk.get(at) != '\n') {
            at++;
        }
        return at;
    }

    private void append(int from, int to) {
        int taken = Math.min(to - from, MAX_LINE_BYTES - length);
        cut |= taken < to - from;
        if (length + taken > line.length) {
            line = Arrays.copyOf(line, Math.min(MAX_LINE_BYTES, Math.max(length + taken, line.length * 2)));
        }
        chunk.get(from, line, length, taken);
        length += taken;
    }

    private String take() {
        int end = length;
        if (cut) {
            end = wholeCharacters();
        } else if (end > 0 && line[end - 1] == '\r') {
            end--;
        }
        String text = new String(line, 0, end, StandardCharsets.UTF_8);
        String taken = cut ? text + '…' : text;
        length = 0;
        cut = false;
        return taken;
    }

    /** The length without a character that the cut has split. */
    private int wholeCharacters() {
        int start = length;
        while (start > length - 4 && isContinuation(line[start - 1])) {
            start--;
        }
        return start > length - 4 && line[start - 1] < 0 ? start - 1 : length;
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }
}
