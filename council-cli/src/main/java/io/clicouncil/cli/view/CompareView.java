package io.clicouncil.cli.view;

import io.clicouncil.result.Candidate;
import io.clicouncil.text.Durations;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.CheckStatus;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.FileChange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Two candidates of a run side by side: what came of them, and which files each touches. */
public final class CompareView {
    private static final int USUAL_WIDTH = 160;
    private static final int LABEL = 10;
    private static final int GAPS = 4;

    private final Style style;
    private final int cell;

    /**
     * A view.
     *
     * @param width how wide it is; a moderate width is taken where there is no limit
     */
    public CompareView(Style style, int width) {
        this.style = style;
        this.cell = (Math.min(width, USUAL_WIDTH) - LABEL - GAPS) / 2;
    }

    /**
     * One of the two.
     *
     * @param agent its name
     * @param candidate what came of it, or null where that is still open
     * @param change what it changed, or null for nothing
     * @param won whether it is the winner
     */
    public record Side(
            String agent,
            @Nullable Candidate candidate,
            @Nullable Change change,
            boolean won) {}

    /** The lines to print. */
    public List<String> lines(Side left, Side right) {
        List<String> lines = new ArrayList<>();
        lines.add(style.bold(
                row("", left.agent() + (left.won() ? " *" : ""), right.agent() + (right.won() ? " *" : ""))));
        fact(lines, "status", left, right, one -> one.status().toString());
        fact(lines, "eligible", left, right, one -> one.eligible() ? "yes" : "no: " + one.reason());
        fact(lines, "checks", left, right, Words::checks);
        differing(left.candidate(), right.candidate())
                .forEach(check -> lines.add(row("", check(left.candidate(), check), check(right.candidate(), check))));
        fact(lines, "cost", left, right, one -> one.attempts() == 0 ? "-" : Words.cost(one.cost()));
        fact(lines, "change", left, right, one -> Words.change(one.change()));
        fact(lines, "time", left, right, one -> Durations.format(one.duration()));
        fact(lines, "attempts", left, right, one -> String.valueOf(one.attempts()));
        lines.addAll(flags(left, right));
        lines.add("");
        lines.addAll(files(left, right));
        return lines;
    }

    private void fact(List<String> lines, String label, Side left, Side right, Function<Candidate, String> words) {
        lines.add(row(label, words(left, words), words(right, words)));
    }

    private static String words(Side side, Function<Candidate, String> words) {
        return side.candidate() == null ? "still open" : Words.harmless(words.apply(side.candidate()));
    }

    /** The names of the checks that say another thing of the one than of the other. */
    private static Set<String> differing(@Nullable Candidate left, @Nullable Candidate right) {
        Set<String> names = new LinkedHashSet<>();
        for (Candidate one : new Candidate[] {left, right}) {
            if (one != null) {
                one.checks().stream()
                        .map(CheckResult::name)
                        .filter(name -> status(left, name) != status(right, name))
                        .forEach(names::add);
            }
        }
        return names;
    }

    private static @Nullable CheckStatus status(@Nullable Candidate candidate, String check) {
        CheckResult found = find(candidate, check);
        return found == null ? null : found.status();
    }

    private static String check(@Nullable Candidate candidate, String name) {
        CheckResult found = find(candidate, name);
        return found == null ? "-" : Words.harmless("'" + name + "' " + found.words());
    }

    private static @Nullable CheckResult find(@Nullable Candidate candidate, String check) {
        return candidate == null
                ? null
                : candidate.checks().stream()
                        .filter(result -> result.name().equals(check))
                        .findFirst()
                        .orElse(null);
    }

    private List<String> flags(Side left, Side right) {
        List<String> mine = flags(left);
        List<String> theirs = flags(right);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < Math.max(mine.size(), theirs.size()); i++) {
            lines.add(row(
                    i == 0 ? "look at" : "",
                    i < mine.size() ? mine.get(i) : "",
                    i < theirs.size() ? theirs.get(i) : ""));
        }
        return lines;
    }

    private static List<String> flags(Side side) {
        return side.candidate() == null
                ? List.of()
                : side.candidate().flags().stream().map(Words::harmless).toList();
    }

    private List<String> files(Side left, Side right) {
        Set<String> paths = new TreeSet<>();
        for (Side side : List.of(left, right)) {
            if (side.change() != null) {
                side.change().files().forEach(file -> paths.add(file.path()));
            }
        }
        Table table = new Table();
        table.row("FILE", left.agent(), right.agent());
        for (String path : paths) {
            table.row(Fit.cut(Words.harmless(path), 2 * cell - LABEL), touched(left, path), touched(right, path));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.set(0, style.bold(lines.get(0)));
        return lines;
    }

    private static String touched(Side side, String path) {
        if (side.change() == null) {
            return "-";
        }
        for (FileChange file : side.change().files()) {
            if (file.path().equals(path)) {
                String size = file.binary() ? "binary" : "+" + file.insertions() + " -" + file.deletions();
                return switch (file.kind()) {
                    case ADDED -> size + " new";
                    case MODIFIED -> size;
                    case DELETED -> size + " gone";
                };
            }
        }
        return "-";
    }

    private String row(String label, String left, String right) {
        return (Fit.exactly(label, LABEL) + "  " + Fit.exactly(left, cell) + "  " + Fit.cut(right, cell))
                .stripTrailing();
    }
}
