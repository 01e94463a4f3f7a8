package io.clicouncil.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of the lines of a short file.
 *
 * @param before the lines that it had
 * @param after the lines that it has
 */
record LineDifference(List<String> before, List<String> after) {

    LineDifference {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** All lines: those that went after a minus, those that came after a plus, and the others after a blank. */
    List<String> lines() {
        int[][] common = common();
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                lines.add("  " + after.get(j));
                i++;
                j++;
            } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add("- " + before.get(i++));
            } else {
                lines.add("+ " + after.get(j++));
            }
        }
        return lines;
    }

    /** How many lines the rest of both, from a line each, have in common. */
    private int[][] common() {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
