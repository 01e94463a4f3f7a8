package io.clicouncil.adapters.edits;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of an answer.
 *
 * @param info the words behind its opening fence
 * @param lines what is between the fences
 * @param closed whether it has a closing fence
 * @param next the line after it
 */
record Block(String info, List<String> lines, boolean closed, int next) {
    private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,})\\s*(.*)");

    Block {
        lines = List.copyOf(lines);
    }

    /** Whether a block begins on this line. */
    static boolean begins(String line) {
        Matcher fence = FENCE.matcher(line);
        // Backticks behind backticks are code within a line.
        return fence.matches() && fence.group(2).indexOf('`') < 0;
    }

    /**
     * The block that begins on a line. Models put Markdown with blocks of its own between fences of the same length: a
     * fence with words behind it opens an inner block. What a search/replace block holds is no fence at all.
     */
    static Block read(List<String> answer, int start) {
        Matcher opening = FENCE.matcher(answer.get(start));
        if (!opening.matches()) {
            throw new IllegalArgumentException("no block begins here");
        }
        String mark = opening.group(1);
        List<String> lines = new ArrayList<>();
        int depth = 1;
        int at = start + 1;
        while (at < answer.size()) {
            String line = answer.get(at);
            if (SwapReader.begins(line)) {
                int end = Math.min(SwapReader.end(answer, at) + 1, answer.size());
                lines.addAll(answer.subList(at, end));
                at = end;
                continue;
            }
            Matcher fence = FENCE.matcher(line);
            if (fence.matches() && fence.group(1).startsWith(mark)) {
                depth += fence.group(2).isBlank() ? -1 : 1;
            }
            at++;
            if (depth == 0) {
                return new Block(opening.group(2), lines, true, at);
            }
            lines.add(line);
        }
        return new Block(opening.group(2), lines, false, at);
    }
}
