package io.clicouncil.text;

/**
 * Text that somebody else wrote, made fit for a message: in quotes, on one line, not too long, and without characters
 * that a terminal would obey.
 *
 * @since 0.1
 */
public final class Quoted {
    private static final int LONGEST = 60;
    private static final String NOT_SHOWN = "[\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]";

    private Quoted() {}

    /** The text in single quotes; control characters become spaces, and after 60 characters it is cut. */
    public static String of(String text) {
        String shown = text.codePointCount(0, text.length()) > LONGEST
                ? text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…"
                : text;
        return "'" + shown.replaceAll(NOT_SHOWN, " ") + "'";
    }
}
