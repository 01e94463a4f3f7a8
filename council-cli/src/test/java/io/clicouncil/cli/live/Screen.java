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

    /** The lines that it shows, without the empty ones at the end. */
    public synchronized List<String> lines() {
        int columns = terminal.getColumns();
        int rows = terminal.getRows();
        long[] cells = new long[columns * rows];
        terminal.dump(cells, 0, 0, rows, columns, new int[2]);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                int point = ScreenTerminal.cellCodePoint(cells[row * columns + column]);
                line.appendCodePoint(point == 0 ? ' ' : point);
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
