package io.clicouncil.cli.view;

import io.clicouncil.redaction.RedactedLines;
import io.clicouncil.redaction.Redaction;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Takes the bytes that somebody else wrote, and prints them as text that cannot move the cursor or colour the terminal.
 * Lines stay lines. It holds back no more than the bytes of one character, however long a line is.
 */
public final class HarmlessOutput extends OutputStream {
    private static final int BLOCK = 8192;
    private static final int LONGEST_CHARACTER = 4;

    private final PrintStream out;
    private final RedactedLines redacted;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK + LONGEST_CHARACTER);
    private final CharBuffer text = CharBuffer.allocate(BLOCK + LONGEST_CHARACTER);

    /** Prints to this stream, which is not closed. */
    public HarmlessOutput(PrintStream out) {
        this(out, Redaction.NONE.lines());
    }

    /** The same without secrets. */
    public HarmlessOutput(PrintStream out, RedactedLines redacted) {
        this.out = out;
        this.redacted = redacted;
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] block, int offset, int length) {
        for (int done = 0; done < length; done += BLOCK) {
            bytes.put(block, offset + done, Math.min(BLOCK, length - done)).flip();
            decoder.decode(bytes, text, false);
            bytes.compact();
            print();
        }
    }

    @Override
    public void flush() {
        out.flush();
    }

    /** Prints what is held back: half a character that nothing followed. */
    @Override
    public void close() {
        bytes.flip();
        decoder.decode(bytes, text, true);
        decoder.flush(text);
        print();
        flush();
    }

    private void print() {
        text.flip();
        String[] lines = text.toString().split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            out.print((i == 0 ? "" : "\n") + Words.harmless(redacted.next(lines[i])));
        }
        text.clear();
    }
}
