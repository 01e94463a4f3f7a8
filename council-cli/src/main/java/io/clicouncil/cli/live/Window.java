package io.clicouncil.cli.live;

/**
 * The size of a terminal's window.
 *
 * @param columns characters in a line
 * @param rows lines
 */
record Window(int columns, int rows) {
    Window {
        if (columns < 1 || rows < 1) {
            throw new IllegalArgumentException("a window has at least one row and one column");
        }
    }
}
