package io.clicouncil.cli.live;

import org.jline.utils.WCWidth;

/**
 * Text by the columns that it takes on a terminal. What terminals disagree about is counted as too wide rather than too
 * narrow, so that a line that fits never wraps.
 */
final class Columns {
    private static final String ELLIPSIS = "…";

    private Columns() {}

    static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    private static int width(int point) {
        return Math.max(0, WCWidth.wcwidth(point));
    }

    /** The text, or as much of its beginning as fits, with an ellipsis. */
    static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int used = 0;
        for (int point : text.codePoints().toArray()) {
            if (used + width(point) > columns - 1) {
                break;
            }
            used += width(point);
            cut.appendCodePoint(point);
        }
        return columns < 1 ? "" : cut.append(ELLIPSIS).toString();
    }

    /** The text with spaces behind it, so that it takes so many columns. */
    static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }
}
