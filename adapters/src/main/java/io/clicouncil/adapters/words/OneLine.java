package io.clicouncil.adapters.words;

/**
 * Texts of agents as one line of a message.
 *
 * @since 0.1
 */
public final class OneLine {
    private static final int LONGEST = 300;

    private OneLine() {}

    /** The text on one line, cut where it is longer than a message should be. */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /**
     * The text on one line.
     *
     * @param longest the most characters that stay before it is cut
     */
    public static String of(String text, int longest) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.length() <= longest) {
            return line;
        }
        // No half of a character outside of the basic plane is left: it could not be written as UTF-8.
        int end = Character.isHighSurrogate(line.charAt(longest - 1)) ? longest - 1 : longest;
        return line.substring(0, end) + "…";
    }
}
