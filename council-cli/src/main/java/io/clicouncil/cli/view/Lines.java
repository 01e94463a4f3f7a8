package io.clicouncil.cli.view;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Takes bytes of UTF-8 and hands on each line, without its end. */
final class Lines extends OutputStream {
    private static final int FIRST = 256;

    private final Consumer<String> lines;
    private byte[] line = new byte[FIRST];
    private int length;

    Lines(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void write(int one) {
        if (one == '\n') {
            handOn();
        } else {
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) one;
        }
    }

    /** Hands on what stands behind the last end of a line. */
    @Override
    public void close() {
        if (length > 0) {
            handOn();
        }
    }

    private void handOn() {
        lines.accept(
                StandardCharsets.UTF_8.decode(ByteBuffer.wrap(line, 0, length)).toString());
        length = 0;
    }
}
