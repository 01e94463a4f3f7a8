package io.clicouncil.cli.view;

import io.clicouncil.redaction.Redaction;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A patch for people: harmless, without keys, and coloured as git colours it. */
public final class PatchView {
    private PatchView() {}

    /**
     * Where to write a patch to, byte for byte; closing it prints what is held back.
     *
     * @param out gets the lines
     * @param redaction what to leave out of them
     */
    public static OutputStream to(PrintStream out, Style style, Redaction redaction) {
        PatchLines kinds = new PatchLines();
        return harmless(line -> out.println(coloured(kinds.next(line), line, style)), redaction);
    }

    /** Where to write somebody's text to, to get its lines harmless and without keys. */
    static OutputStream harmless(Consumer<String> lines, Redaction redaction) {
        Lines split = new Lines(lines);
        HarmlessOutput harmless =
                new HarmlessOutput(new PrintStream(split, false, StandardCharsets.UTF_8), redaction.lines());
        return new OutputStream() {
            @Override
            public void write(int one) {
                harmless.write(one);
            }

            @Override
            public void write(byte[] block, int offset, int length) {
                harmless.write(block, offset, length);
            }

            @Override
            public void close() {
                harmless.close();
                split.close();
            }
        };
    }

    private static String coloured(PatchLines.Kind kind, String line, Style style) {
        return switch (kind) {
            case FILE, ABOUT -> style.bold(line);
            case HUNK -> style.place(line);
            case ADDED -> style.good(line);
            case REMOVED -> style.bad(line);
            case SAME, REMARK -> line;
        };
    }
}
