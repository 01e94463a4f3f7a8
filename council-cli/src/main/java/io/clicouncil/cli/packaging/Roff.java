package io.clicouncil.cli.packaging;

import java.util.Locale;

/** A document in the roff language, with the macros of man(7). It names no date, so the same command makes the same. */
final class Roff {
    private final StringBuilder text = new StringBuilder();

    Roff(String name, String version) {
        text.append(".TH ")
                .append(escaped(name.toUpperCase(Locale.ROOT)))
                .append(" 1 \"\" \"")
                .append(escaped(version))
                .append("\" \"CLI Council\"\n.nh\n.ad l\n");
    }

    Roff section(String heading) {
        text.append(".SH ").append(escaped(heading)).append('\n');
        return this;
    }

    void line(String line) {
        text.append(escaped(line)).append('\n');
    }

    /** Space before the next line. */
    void gap() {
        text.append(".PP\n");
    }

    /** A line that is shown as it is. */
    void typed(String line) {
        text.append(".nf\n").append(escaped(line)).append("\n.fi\n");
    }

    /** A term and what it means. */
    void item(String term, String meaning) {
        text.append(".TP\n\\fB").append(escaped(term)).append("\\fR\n");
        text.append(meaning.isEmpty() ? "\\&" : escaped(meaning)).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Nothing in it is a request, an escape, or a character that is drawn as another. */
    private static String escaped(String line) {
        StringBuilder escaped = new StringBuilder(line.startsWith(".") || line.startsWith("'") ? "\\&" : "");
        line.codePoints().forEach(character -> {
            switch (character) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                case '"' -> escaped.append("\\(dq");
                case '`' -> escaped.append("\\(ga");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                default -> {
                    if (character < 128) {
                        escaped.appendCodePoint(character);
                    } else {
                        escaped.append(String.format("\\[u%04X]", character));
                    }
                }
            }
        });
        return escaped.toString();
    }
}
