package io.clicouncil.cli.view;

/** Colours, or their absence. */
public enum Style {
    /** No colour at all. */
    PLAIN,
    /** ANSI colours. */
    COLOURED;

    private static final String RESET = "\u001b[0m";

    /** What stands out: the winner. */
    public String good(String text) {
        return wrap("\u001b[32m", text);
    }

    /** What went wrong. */
    public String bad(String text) {
        return wrap("\u001b[31m", text);
    }

    /** A heading. */
    public String bold(String text) {
        return wrap("\u001b[1m", text);
    }

    /** Where something stands. */
    public String place(String text) {
        return wrap("\u001b[36m", text);
    }

    private String wrap(String code, String text) {
        return this == PLAIN ? text : code + text + RESET;
    }
}
