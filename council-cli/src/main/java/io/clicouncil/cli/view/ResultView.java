package io.clicouncil.cli.view;

import io.clicouncil.cost.Dollars;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.AggregatedResult.Applied;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.RunStatus;
import io.clicouncil.text.Durations;
import io.clicouncil.verify.CheckStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The end of a run for people: a table of all candidates with the reason of each, the decision, and what to do next. */
public final class ResultView {
    private static final int SHORT_ID = 10;
    private static final Set<CheckStatus> SAYS_NO =
            EnumSet.of(CheckStatus.FAILED, CheckStatus.TIMED_OUT, CheckStatus.ERROR);

    private static final int COLUMNS = 80;
    private static final String REASON = "     ";

    private final Style style;
    private final boolean narrow;

    /** A view in this style. */
    public ResultView(Style style) {
        this(style, false);
    }

    /**
     * A view in this style.
     *
     * @param narrow whether somebody reads it in a window, where lines of more than eighty columns break anywhere
     */
    public ResultView(Style style, boolean narrow) {
        this.style = style;
        this.narrow = narrow;
    }

    /** The lines to print at the end of a run. */
    public List<String> lines(AggregatedResult result) {
        return lines(result, List.of());
    }

    /** The lines to print of a run of the past: the decision is explained by all its events. */
    public List<String> explained(AggregatedResult result, List<CouncilEvent> events) {
        return lines(result, Explanation.of(result, events));
    }

    private List<String> lines(AggregatedResult result, List<String> explanation) {
        List<String> table = table(result, explanation.isEmpty());
        boolean below = narrow
                && explanation.isEmpty()
                && table.stream().anyMatch(line -> line.codePointCount(0, line.length()) > COLUMNS);
        if (below) {
            table = table(result, false);
        }
        List<String> lines = new ArrayList<>(List.of(style.bold(table.get(0))));
        for (int i = 0; i < result.candidates().size(); i++) {
            String line = table.get(i + 1);
            lines.add(line.startsWith("*") ? style.good(line) : line);
            if (below) {
                String reason = Words.harmless(result.candidates().get(i).reason());
                Wrapping.lines(reason, COLUMNS - REASON.length()).forEach(part -> lines.add(REASON + part));
            }
        }
        lines.add("");
        for (Candidate candidate : result.candidates()) {
            candidate.flags().forEach(flag -> lines.add(candidate.agent() + ": " + Words.harmless(flag)));
            candidate.checks().stream()
                    .filter(check -> !check.required() && SAYS_NO.contains(check.status()))
                    .forEach(check -> lines.add(candidate.agent() + ": check '" + Words.harmless(check.name())
                            + "', which is not required, " + Words.harmless(check.words())));
        }
        lines.addAll(decision(result, explanation));
        return lines;
    }

    private static List<String> table(AggregatedResult result, boolean reasons) {
        Table table = new Table();
        table.row(" ", "AGENT", "STATUS", "CHECKS", "CHANGE", "COST", "TIME", reasons ? "REASON" : "");
        for (Candidate candidate : result.candidates()) {
            table.row(
                    candidate.agent().equals(result.winner()) ? "*" : " ",
                    candidate.agent(),
                    status(candidate),
                    Words.checks(candidate),
                    Words.change(candidate.change()),
                    candidate.attempts() == 0 ? "-" : Words.cost(candidate.cost()),
                    Durations.format(candidate.duration()),
                    reasons ? Words.harmless(candidate.reason()) : "");
        }
        return table.lines();
    }

    private List<String> decision(AggregatedResult result, List<String> explanation) {
        List<String> lines = new ArrayList<>();
        String winner = result.winner();
        lines.add(winner == null ? style.bad(headline(result)) : style.good("Winner: " + winner));
        lines.add("  " + Words.harmless(result.selection().reason()));
        lines.add("  spent " + spent(result) + " in "
                + Durations.format(result.totals().duration()) + ", run " + result.runId());
        explanation.forEach(line -> lines.add("  " + line));
        Applied applied = result.applied();
        if (applied != null) {
            lines.add("Applied: " + applied(applied));
        }
        if (result.applyRefused() != null) {
            // Whatever was applied, was applied before: applying it takes the refusal back.
            lines.add(style.bad("Not applied: ") + Words.harmless(result.applyRefused()));
        } else if (applied != null && applied.already()) {
            lines.add("Your branch has this change already; nothing was done.");
        }
        if (result.status() == RunStatus.BUDGET_EXHAUSTED) {
            lines.add("Next: council resume " + result.runId()
                    + " --budget USD; where the day's budget is spent, tomorrow without --budget");
        } else if (result.status() == RunStatus.DEADLINE_EXCEEDED) {
            lines.add("Next: council resume " + result.runId() + ", with a new deadline");
        } else if (result.winner() == null) {
            lines.add("Next: " + whatToLookAt(result));
        }
        if (applied == null) {
            result.winningCandidate()
                    .map(Candidate::change)
                    .ifPresent(change -> lines.add(
                            "Next: council diff " + result.runId() + ", then council apply " + result.runId()));
        }
        return lines;
    }

    /** Why nobody won is in the explanation, in what an agent printed, and in what it changed. */
    private static String whatToLookAt(AggregatedResult result) {
        String run = result.runId();
        List<String> commands = new ArrayList<>(List.of("council show " + run));
        result.candidates().stream()
                .filter(candidate -> candidate.attempts() > 0)
                .findFirst()
                .ifPresent(candidate -> commands.add("council logs " + run + " " + candidate.agent()));
        result.candidates().stream()
                .filter(candidate -> candidate.change() != null)
                .findFirst()
                .ifPresent(candidate -> commands.add("council diff " + run + " " + candidate.agent()));
        return String.join("\n      ", commands);
    }

    private static String headline(AggregatedResult result) {
        return switch (result.status()) {
            case DEADLINE_EXCEEDED -> "No winner: the deadline was reached before any candidate was eligible";
            case BUDGET_EXHAUSTED -> "No winner: the budget was reached before any candidate was eligible";
            case CANCELLED -> "Cancelled";
            case FAILED -> "The run failed";
            default -> "No winner";
        };
    }

    private static String spent(AggregatedResult result) {
        int unknown = result.totals().cost().unknownCount();
        String known = Dollars.words(result.totals().cost().known());
        return unknown == 0
                ? known
                : known + ", and " + unknown + (unknown == 1 ? " price is" : " prices are") + " unknown, all";
    }

    private static String applied(Applied applied) {
        String where = applied.branch() == null ? "the detached head" : applied.branch();
        String mode = applied.mode().toString().toLowerCase(Locale.ROOT);
        String what = applied.agent() + "'s change, " + mode;
        return applied.commit() == null
                ? what + " into the working tree, uncommitted"
                : what + " on " + where + " as " + shortId(applied.commit());
    }

    private static String status(Candidate candidate) {
        return candidate.attempts() > 1
                ? candidate.status() + " (attempt " + candidate.attempts() + ")"
                : candidate.status().toString();
    }

    private static String shortId(String id) {
        return id.substring(0, Math.min(SHORT_ID, id.length()));
    }
}
