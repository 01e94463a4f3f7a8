package io.clicouncil.cli.view;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what each line of a unified patch is, by the lines before it: what begins with a minus can be a line that was
 * removed, or the head of a file.
 */
final class PatchLines {
    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@.*");

    private int oldLine;
    private int newLine;
    private int oldLeft;
    private int newLeft;

    /** What a line can be. */
    enum Kind {
        /** The first line about a file. */
        FILE,
        /** More about the file. */
        ABOUT,
        /** The head of a hunk. */
        HUNK,
        /** A line that stays. */
        SAME,
        /** A line that goes. */
        REMOVED,
        /** A line that comes. */
        ADDED,
        /** About the line before. */
        REMARK
    }

    /** What the next line is. */
    Kind next(String line) {
        if (line.startsWith("\\")) {
            return Kind.REMARK;
        }
        if (oldLeft > 0 || newLeft > 0) {
            return inside(line);
        }
        Matcher hunk = HUNK.matcher(line);
        if (hunk.matches()) {
            oldLine = number(hunk.group(1)) - 1;
            newLine = number(hunk.group(3)) - 1;
            oldLeft = hunk.group(2) == null ? 1 : number(hunk.group(2));
            newLeft = hunk.group(4) == null ? 1 : number(hunk.group(4));
            return Kind.HUNK;
        }
        return line.startsWith("diff --git ") ? Kind.FILE : Kind.ABOUT;
    }

    /** The number of the last line that stays or goes, in the file as it was. */
    int oldLine() {
        return oldLine;
    }

    /** The number of the last line that stays or comes, in the file as it is. */
    int newLine() {
        return newLine;
    }

    private Kind inside(String line) {
        char mark = line.isEmpty() ? ' ' : line.charAt(0);
        if (mark != '+') {
            oldLine++;
            oldLeft--;
        }
        if (mark != '-') {
            newLine++;
            newLeft--;
        }
        return mark == '+' ? Kind.ADDED : mark == '-' ? Kind.REMOVED : Kind.SAME;
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
