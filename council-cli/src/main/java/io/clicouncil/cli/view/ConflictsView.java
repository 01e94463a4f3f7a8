package io.clicouncil.cli.view;

import io.clicouncil.redaction.Redaction;
import io.clicouncil.worktrees.GitConflicts.Conflict;
import io.clicouncil.worktrees.GitConflicts.Hunk;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where a change and the user's branch conflict: each hunk as your branch has it, as it was, and as the agent has it. */
public final class ConflictsView {
    private static final int MOST_LINES = 12;
    private static final int MOST_HUNKS = 20;

    private final Style style;
    private final Redaction redaction;

    /**
     * A view.
     *
     * @param redaction what to leave out of the lines
     */
    public ConflictsView(Style style, Redaction redaction) {
        this.style = style;
        this.redaction = redaction;
    }

    /** The lines to print, with the agent that the change is of. */
    public List<String> lines(List<Conflict> conflicts, String agent) {
        List<String> lines = new ArrayList<>();
        for (Conflict conflict : conflicts) {
            int count = conflict.hunks().size();
            lines.add(style.bold(Words.harmless(conflict.path()))
                    + (count == 0
                            ? ": conflicts as a whole (binary, or of another kind)"
                            : ": " + count + (count == 1 ? " conflict" : " conflicts")));
            conflict.hunks().stream().limit(MOST_HUNKS).forEach(hunk -> lines.addAll(hunk(hunk, agent)));
            if (count > MOST_HUNKS) {
                lines.add("  … and " + (count - MOST_HUNKS) + " more");
            }
        }
        return lines;
    }

    /** The names of the files in one line. */
    public static String paths(List<Conflict> conflicts) {
        return conflicts.stream()
                .map(conflict -> Words.harmless(conflict.path()))
                .collect(Collectors.joining(", "));
    }

    private List<String> hunk(Hunk hunk, String agent) {
        List<String> lines = new ArrayList<>();
        lines.add(style.place("  line " + hunk.line()));
        lines.addAll(side("your branch", hunk.ours()));
        lines.addAll(side("before both", hunk.base()));
        lines.addAll(side(agent, hunk.theirs()));
        return lines;
    }

    private List<String> side(String whose, List<String> content) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + whose + (content.isEmpty() ? ": nothing" : ":"));
        content.stream().limit(MOST_LINES).forEach(line -> lines.add("    " + Words.harmless(redaction.text(line))));
        if (content.size() > MOST_LINES) {
            lines.add("    … and " + (content.size() - MOST_LINES) + " more lines");
        }
        return lines;
    }
}
