package io.clicouncil.cli;

import java.util.Map;

/** How many characters a line of output may have. */
final class Width {
    /** Of an output that is no terminal, where nothing is cut. */
    static final int UNLIMITED = Integer.MAX_VALUE;

    private static final int USUAL = 80;
    private static final int LEAST = 20;
    private static final int MOST_DIGITS = 5;

    private Width() {}

    /** The one that the user says, or the launcher has measured; else the usual one of a terminal. */
    static int of(Terminal terminal) {
        Map<String, String> environment = terminal.environment();
        for (String variable : new String[] {"COLUMNS", "COUNCIL_COLUMNS"}) {
            String value = environment.getOrDefault(variable, "").strip();
            if (value.matches("[1-9][0-9]{0," + (MOST_DIGITS - 1) + "}")) {
                return Math.max(LEAST, Integer.parseInt(value));
            }
        }
        return terminal.isShown() ? USUAL : UNLIMITED;
    }
}
