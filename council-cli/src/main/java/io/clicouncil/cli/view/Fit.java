package io.clicouncil.cli.view;

/** Text that has to fit into a line. */
final class Fit {
    private static final String MORE = "…";

    private Fit() {}

    /** The text, or as much of its beginning as leaves room for a sign that there is more. */
    static String cut(String text, int width) {
        return length(text) <= width
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Math.max(0, width - 1))) + MORE;
    }

    /** The text, cut or filled up to a width. */
    static String exactly(String text, int width) {
        String cut = cut(text, width);
        return cut + " ".repeat(width - length(cut));
    }

    /** How many characters a text has. */
    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
