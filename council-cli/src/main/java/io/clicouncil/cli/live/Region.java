package io.clicouncil.cli.live;

import java.io.PrintStream;
import java.util.List;

/**
 * The last lines of a terminal, written anew in place, below lines that stay. Between two paintings the cursor rests, hidden,
 * at the beginning of the first line: wherever a terminal moves that line when its window changes, the next painting begins
 * there, so nothing has to be known of how it moves lines.
 */
final class Region {
    private static final String ESCAPE = "\u001b[";
    private static final String HIDE_CURSOR = ESCAPE + "?25l";
    private static final String SHOW_CURSOR = ESCAPE + "?25h";
    /** Terminals that know it show nothing half-painted; the others ignore it. */
    private static final String BEGIN = ESCAPE + "?2026h";

    private static final String END = ESCAPE + "?2026l";
    private static final String CLEAR_LINE = ESCAPE + "K";
    private static final String CLEAR_BELOW = ESCAPE + "J";

    private final PrintStream out;
    private boolean open;

    Region(PrintStream out) {
        this.out = out;
    }

    /**
     * Paints.
     *
     * @param above lines that stay; one that is too wide wraps
     * @param lines the region from now on, none of them wider than the window
     * @param moved whether the window has changed, so that anything may stand there
     */
    void paint(List<String> above, List<String> lines, boolean moved) {
        StringBuilder text = new StringBuilder(BEGIN);
        if (!open) {
            text.append(HIDE_CURSOR);
        }
        text.append('\r').append(moved ? CLEAR_BELOW : "");
        above.forEach(line -> text.append(line).append(CLEAR_LINE).append("\r\n"));
        text.append(String.join(CLEAR_LINE + "\r\n", lines)).append(CLEAR_BELOW);
        if (lines.size() > 1) {
            text.append(ESCAPE).append(lines.size() - 1).append('A');
        }
        write(text.append('\r').append(END));
        open = true;
    }

    /** Takes the region away, and gives the cursor back. Closing twice is harmless. */
    void close() {
        if (open) {
            write(new StringBuilder("\r" + CLEAR_BELOW + SHOW_CURSOR));
            open = false;
        }
    }

    private void write(StringBuilder text) {
        out.print(text);
        out.flush();
    }
}
