package io.clicouncil.adapters.edits;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One hunk of a unified diff.
 *
 * @param line the line of the old file at which it says that it begins, the first is 1, or 0 where it does not say
 * @param lines its lines, each with the mark in front
 * @param newline whether the new file ends with a line end, or null where that stays as it is
 */
record Hunk(int line, List<String> lines, @Nullable Boolean newline) {
    private static final char CONTEXT = ' ';
    private static final char ADDED = '+';
    private static final char DELETED = '-';

    Hunk {
        lines = List.copyOf(lines);
    }

    /** The lines that the old file must have. */
    List<String> before() {
        return without(ADDED);
    }

    /** The lines that the new file has; context is taken from the file, which may end lines with other blanks. */
    List<String> after(List<String> found) {
        List<String> after = new ArrayList<>();
        int old = 0;
        for (String line : lines) {
            switch (line.charAt(0)) {
                case CONTEXT -> after.add(found.get(old++));
                case DELETED -> old++;
                default -> after.add(line.substring(1));
            }
        }
        return after;
    }

    private List<String> without(char mark) {
        return lines.stream()
                .filter(line -> line.charAt(0) != mark)
                .map(line -> line.substring(1))
                .toList();
    }
}
