package io.clicouncil.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output that remembers whether something was lost: a {@link java.io.PrintStream} swallows its errors. A reader
 * that went away, as {@code head} does, has all it wanted.
 */
final class WatchedOutput extends FilterOutputStream {
    private boolean lost;

    WatchedOutput(OutputStream out) {
        super(out);
    }

    /** Whether something could not be written though somebody wanted it. */
    boolean lost() {
        return lost;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException error) {
            lost = lost || !"Broken pipe".equals(error.getMessage());
            throw error;
        }
    }
}
