package io.clicouncil.cli.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of somebody else in Markdown: they stay words, whatever is written in them. */
final class MarkdownText {
    private static final String NOTHING = "\u200B";
    private static final String ESCAPED = "\\`*_[]|~>$";
    private static final Pattern BACKTICKS = Pattern.compile("`+");
    private static final int SHORTEST_FENCE = 3;

    private MarkdownText() {}

    /** Words on one line, or in a cell of a table: no markup, no mention, no link, no reference to an issue. */
    static String inline(String words) {
        StringBuilder safe = new StringBuilder(words.length());
        words.codePoints().forEach(point -> {
            if (point == '<') {
                safe.append("&lt;");
            } else if (point == '&') {
                safe.append("&amp;");
            } else if (point == '@' || point == '#') {
                // Escaped, they would still call people and point to issues.
                safe.append('\\').appendCodePoint(point).append(NOTHING);
            } else if (ESCAPED.indexOf(point) >= 0) {
                safe.append('\\').appendCodePoint(point);
            } else {
                safe.appendCodePoint(point);
            }
        });
        return safe.toString().replace("://", ":" + NOTHING + "//").replace("www.", "www" + NOTHING + ".");
    }

    /** Lines as they are, in a block that nothing in them can end. */
    static String block(String language, String lines) {
        int longest = SHORTEST_FENCE - 1;
        Matcher ticks = BACKTICKS.matcher(lines);
        while (ticks.find()) {
            longest = Math.max(longest, ticks.end() - ticks.start());
        }
        String fence = "`".repeat(longest + 1);
        return fence + language + "\n" + lines + (lines.endsWith("\n") ? "" : "\n") + fence + "\n";
    }
}
