package io.clicouncil.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clicouncil.cli.view.HarmlessOutput;
import io.clicouncil.redaction.Redaction;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Takes what somebody else wrote, however long it is, and keeps its beginning and its end, harmless and without secrets. It
 * is cleaned before it is cut, so that no half of a secret is left at the seam.
 */
final class ExcerptStream extends OutputStream {
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private final int headChars;
    private final int tailChars;
    private final HarmlessOutput cleaned;
    private long leftOut;

    /**
     * A stream that keeps this much.
     *
     * @param headChars of the beginning
     * @param tailChars of the end
     */
    ExcerptStream(Redaction redaction, int headChars, int tailChars) {
        this.headChars = headChars;
        this.tailChars = tailChars;
        this.cleaned = new HarmlessOutput(new Keeper(), redaction.lines());
    }

    @Override
    public void write(int one) {
        cleaned.write(one);
    }

    @Override
    public void write(byte[] block, int offset, int length) {
        cleaned.write(block, offset, length);
    }

    @Override
    public void close() {
        cleaned.close();
    }

    /** What is kept, once everything is written. */
    Excerpt excerpt() {
        trim();
        String seam = leftOut == 0 ? "" : "\n\u2026\n";
        return new Excerpt(head + (tailChars == 0 ? "" : seam) + tail, leftOut);
    }

    private void keep(String text) {
        int room = Math.min(headChars - head.length(), text.length());
        head.append(text, 0, room);
        tail.append(text, room, text.length());
        // Cut in large steps: to move what is kept at every line would cost more than to read it.
        if (tail.length() > 2 * tailChars + headChars) {
            trim();
        }
    }

    private void trim() {
        int over = tail.length() - tailChars;
        if (over > 0) {
            // Never between the halves of a character.
            int cut = over < tail.length() && Character.isLowSurrogate(tail.charAt(over)) ? over + 1 : over;
            tail.delete(0, cut);
            leftOut += cut;
        }
    }

    /** What the cleaned text is printed to. */
    private final class Keeper extends PrintStream {
        Keeper() {
            super(OutputStream.nullOutputStream(), false, UTF_8);
        }

        @Override
        public void print(String text) {
            keep(text);
        }
    }
}
