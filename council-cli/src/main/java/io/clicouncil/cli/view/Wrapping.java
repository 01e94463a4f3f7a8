package io.clicouncil.cli.view;

import java.util.ArrayList;
import java.util.List;

/** Text in lines that break between words. */
final class Wrapping {
    private Wrapping() {}

    /** The lines; a word that is longer than a line has one of its own, and is left whole. */
    static List<String> lines(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            int length = word.codePointCount(0, word.length());
            if (line.length() > 0 && line.codePointCount(0, line.length()) + 1 + length > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
