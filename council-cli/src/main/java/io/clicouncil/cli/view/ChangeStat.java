package io.clicouncil.cli.view;

import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.FileChange;
import java.util.ArrayList;
import java.util.List;

/** How much of each file a change touches, as {@code git diff --stat} shows it. */
public final class ChangeStat {
    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_BAR = 10;
    private static final String BEFORE_BAR = " | ";

    private ChangeStat() {}

    /** The lines to print, at most so wide. */
    public static List<String> lines(Change change, Style style, int width) {
        int whole = Math.min(width, USUAL_WIDTH);
        int most = change.files().stream().mapToInt(ChangeStat::count).max().orElse(0);
        int digits = Math.max(String.valueOf(most).length(), "bin".length());
        int names = change.files().stream()
                .mapToInt(file -> Fit.length(Words.harmless(file.path())))
                .max()
                .orElse(0);
        int room = whole - 1 - BEFORE_BAR.length() - digits - 1;
        int name = Math.min(names, Math.max(LEAST_BAR, room - LEAST_BAR));
        int bar = Math.max(LEAST_BAR, room - name);
        List<String> lines = new ArrayList<>();
        for (FileChange file : change.files()) {
            String count = file.binary() ? "bin" : String.valueOf(count(file));
            lines.add((" " + Fit.exactly(Words.harmless(file.path()), name) + BEFORE_BAR
                            + " ".repeat(digits - count.length()) + count + " " + bar(file, bar, most, style))
                    .stripTrailing());
        }
        lines.add(" " + words(change));
        return lines;
    }

    /** The size of a change in words. */
    private static String words(Change change) {
        return counted(change.files().size(), "file") + " changed, " + counted(change.insertions(), "insertion")
                + "(+), " + counted(change.deletions(), "deletion") + "(-)";
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String bar(FileChange file, int bar, int most, Style style) {
        return style.good("+".repeat(scaled(file.insertions(), bar, most)))
                + style.bad("-".repeat(scaled(file.deletions(), bar, most)));
    }

    /** Whatever there is of it shows. */
    private static int scaled(int lines, int bar, int most) {
        return most <= bar ? lines : (int) Math.ceil((double) lines * (bar - 1) / most);
    }

    private static int count(FileChange file) {
        return file.insertions() + file.deletions();
    }
}
