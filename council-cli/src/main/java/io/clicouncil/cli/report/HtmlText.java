package io.clicouncil.cli.report;

import java.util.List;
import java.util.stream.Collectors;

/** Words of anybody in HTML: they stay words. */
final class HtmlText {
    private HtmlText() {}

    /** Text between tags or in an attribute within double quotes. */
    static String of(String words) {
        StringBuilder safe = new StringBuilder(words.length());
        for (int i = 0; i < words.length(); i++) {
            char one = words.charAt(i);
            switch (one) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(one);
            }
        }
        return safe.toString();
    }

    /** JSON between script tags, which nothing in it can end. */
    static String json(String document) {
        return document.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    /** A list of lines that are words of anybody; empty where there is none. */
    static String list(List<String> lines) {
        return lines.isEmpty()
                ? ""
                : lines.stream()
                        .map(line -> "<li>" + of(line) + "</li>")
                        .collect(Collectors.joining("", "<ul class=\"plain\">", "</ul>\n"));
    }

    /** A table that scrolls by itself where it is too wide, and can be reached by keyboard. */
    static String table(String caption, List<String> headings, String rows) {
        return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + of(caption)
                + "\"><table><caption>"
                + of(caption) + "</caption><thead><tr>"
                + headings.stream()
                        .map(heading -> "<th scope=\"col\">" + of(heading) + "</th>")
                        .collect(Collectors.joining())
                + "</tr></thead><tbody>\n" + rows + "</tbody></table></div>\n";
    }

    /** A cell. */
    static String cell(String className, String words) {
        return (className.isEmpty() ? "<td>" : "<td class=\"" + className + "\">") + of(words) + "</td>";
    }

    /** Text whose lines stay lines, in a box that can be reached by keyboard. */
    static String box(String label, String words) {
        return pre("", label, words);
    }

    /** The same of columns, which a wrapped line would spoil. */
    static String columns(String label, String words) {
        return pre("class=\"columns\" ", label, words);
    }

    private static String pre(String attribute, String label, String words) {
        return "<pre " + attribute + "tabindex=\"0\" role=\"region\" aria-label=\"" + of(label) + "\">" + of(words)
                + "</pre>\n";
    }
}
