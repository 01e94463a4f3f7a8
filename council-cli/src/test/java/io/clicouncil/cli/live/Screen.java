package io.clicouncil.cli.live;

import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.utils.ScreenTerminal;

/** A terminal of a test: takes what programs write to one, and says what its screen shows. */
public final class Screen {
    private final ScreenTerminal terminal;

    /** A screen of this size. */
    public Screen(int columns, int rows) {
        this.terminal = new ScreenTerminal(columns, rows);
    }

    /** Takes in what a program writes. */
    public synchronized void write(CharSequence text) {
        terminal.write(text);
    }

    /** Changes its size. */
    public synchronized void resize(int columns, int rows) {
        terminal.setSize(Size.of(columns, rows));
    }

    /** A piece of a line that is shown in one way: in a colour (RGB, or the usual one where it is negative), bold or not. */
    public record Piece(String text, int colour, boolean bold) {}

    /** The pieces of each line that it shows, without the empty lines at the end. */
    public synchronized List<List<Piece>> pieces() {
        int columns = terminal.getColumns();
        long[] cells = cells();
        List<List<Piece>> all = new ArrayList<>();
        for (int row = 0; row < lines().size(); row++) {
            List<Piece> line = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                long cell = cells[row * columns + column];
                int colour = ScreenTerminal.cellHasForeground(cell)
                        ? ScreenTerminal.cellColorRgb(ScreenTerminal.cellForeground(cell))
                        : -1;
                boolean bold = ScreenTerminal.cellBold(cell);
                Piece last = line.isEmpty() ? null : line.get(line.size() - 1);
                if (last != null && last.colour() == colour && last.bold() == bold) {
                    line.set(line.size() - 1, new Piece(last.text() + shown(cell), colour, bold));
                } else {
                    line.add(new Piece(shown(cell), colour, bold));
                }
            }
            all.add(line);
        }
        return all;
    }

    private long[] cells() {
        int columns = terminal.getColumns();
        int rows = terminal.getRows();
        long[] cells = new long[columns * rows];
        terminal.dump(cells, 0, 0, rows, columns, new int[2]);
        return cells;
    }

    private static String shown(long cell) {
        int point = ScreenTerminal.cellCodePoint(cell);
        return Character.toString(point == 0 ? ' ' : point);
    }

    /** The lines that it shows, without the empty ones at the end. */
    public synchronized List<String> lines() {
        int columns = terminal.getColumns();
        int rows = terminal.getRows();
        long[] cells = cells();
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                line.append(shown(cells[row * columns + column]));
            }
            lines.add(line.toString().stripTrailing());
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    /** All lines as one text. */
    public String text() {
        return String.join("\n", lines());
    }
}
