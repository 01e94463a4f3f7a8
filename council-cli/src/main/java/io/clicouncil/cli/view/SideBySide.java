package io.clicouncil.cli.view;

import io.clicouncil.redaction.Redaction;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A patch in two columns: what was on the left, what is on the right. Long lines are cut, and so is a long patch. */
public final class SideBySide {
    private static final int MOST_ROWS = 2000;
    private static final int USUAL_WIDTH = 160;
    private static final int WIDEST = 400;
    private static final int NUMBER = 5;
    private static final String BETWEEN = " | ";

    private final PrintStream out;
    private final Style style;
    private final int column;
    private final PatchLines kinds = new PatchLines();
    private final List<Cell> removed = new ArrayList<>();
    private final List<Cell> added = new ArrayList<>();
    private int rows;
    private int left;

    /** One line of one column. */
    private record Cell(int number, String text) {}

    private SideBySide(PrintStream out, Style style, int width) {
        this.out = out;
        this.style = style;
        int whole = width > WIDEST ? USUAL_WIDTH : width;
        this.column = (whole - BETWEEN.length()) / 2;
    }

    /**
     * Where to write a patch to, byte for byte; closing it prints what is held back.
     *
     * @param out gets the rows
     * @param width how wide they are; a moderate width is taken where there is no limit
     * @param redaction what to leave out of them
     */
    public static OutputStream to(PrintStream out, Style style, int width, Redaction redaction) {
        SideBySide view = new SideBySide(out, style, width);
        OutputStream patch = PatchView.harmless(view::next, redaction);
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                patch.write(one);
            }

            @Override
            public void write(byte[] block, int offset, int length) throws IOException {
                patch.write(block, offset, length);
            }

            @Override
            public void close() throws IOException {
                patch.close();
                view.end();
            }
        };
    }

    private void next(String line) {
        PatchLines.Kind kind = kinds.next(line);
        String text = line.isEmpty() ? "" : line.substring(1);
        switch (kind) {
            case REMOVED -> removed.add(new Cell(kinds.oldLine(), text));
            case ADDED -> added.add(new Cell(kinds.newLine(), text));
            case REMARK -> {}
            case SAME -> {
                flush();
                print(cell(new Cell(kinds.oldLine(), text), ' ')
                        + BETWEEN
                        + cell(new Cell(kinds.newLine(), text), ' '));
            }
            case HUNK -> {
                flush();
                print(style.place(Fit.cut(line, 2 * column)));
            }
            case FILE -> {
                flush();
                print(style.bold(Fit.cut(line, 2 * column)));
            }
            case ABOUT -> {
                flush();
                if (line.startsWith("Binary files ")) {
                    print(Fit.cut(line, 2 * column));
                }
            }
        }
    }

    /** What was removed stands beside what was added in its place. */
    private void flush() {
        for (int i = 0; i < Math.max(removed.size(), added.size()); i++) {
            String was = i < removed.size() ? style.bad(cell(removed.get(i), '-')) : " ".repeat(column);
            String is = i < added.size() ? style.good(cell(added.get(i), '+')) : "";
            print(was + BETWEEN + is);
        }
        removed.clear();
        added.clear();
    }

    private String cell(Cell cell, char mark) {
        String number = String.valueOf(cell.number());
        String padded = " ".repeat(Math.max(0, NUMBER - number.length())) + number;
        return Fit.exactly(padded + " " + mark + cell.text(), column);
    }

    private void print(String row) {
        if (rows < MOST_ROWS) {
            out.println(row.stripTrailing());
            rows++;
        } else {
            left++;
        }
    }

    private void end() {
        flush();
        if (left > 0) {
            out.println("… and " + left + " more lines: --unified shows them all");
        }
    }
}
