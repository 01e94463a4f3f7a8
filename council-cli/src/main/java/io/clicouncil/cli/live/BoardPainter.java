package io.clicouncil.cli.live;

import io.clicouncil.cli.view.Style;
import io.clicouncil.cli.view.Words;
import io.clicouncil.cost.Usage;
import io.clicouncil.text.Durations;
import io.clicouncil.workspace.ChangeSize;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the lines that show how a run stands: one for each agent that is not decided, and one for the whole run. */
final class BoardPainter {
    private static final List<String> HEADING =
            List.of("AGENT", "STATE", "TRY", "TIME", "COST", "TOKENS", "CHANGE", "LATELY");
    private static final int LONGEST_NAME = 20;
    private static final int LONGEST_TEXT = 400;
    /** What scrolls by above, and the line that the user typed, stay in sight. */
    private static final int ROWS_LEFT_FREE = 3;

    private static final int THOUSAND = 1000;
    private static final int MILLION = 1_000_000;

    private final Style style;
    private final String hint;

    /**
     * A painter.
     *
     * @param hint what a key does, shown where there is room
     */
    BoardPainter(Style style, String hint) {
        this.style = style;
        this.hint = hint;
    }

    /** The lines, none of them wider than the window and together less high; none before the run has begun. */
    List<String> lines(Board board, Instant now, Window window) {
        Instant started = board.started();
        if (started == null || board.over()) {
            return List.of();
        }
        // The last column stays free: some terminals wrap as soon as it is written.
        int columns = window.columns() - 1;
        List<AgentRow> open = board.open();
        int height = Math.max(1, Math.min(open.size() + 2, window.rows() - ROWS_LEFT_FREE));
        List<String> lines = new ArrayList<>();
        if (height > 2 && !open.isEmpty()) {
            boolean all = open.size() + 2 <= height;
            List<AgentRow> shown = all ? open : open.subList(0, height - 3);
            table(board, shown, now).forEach(line -> lines.add(Columns.cut(line, columns)));
            lines.set(0, style.bold(lines.get(0)));
            if (!all) {
                lines.add(Columns.cut("+" + (open.size() - shown.size()) + " more", columns));
            }
        }
        lines.add(runLine(board, Duration.between(started, now), columns));
        return lines;
    }

    private static List<String> table(Board board, List<AgentRow> shown, Instant now) {
        List<List<String>> cells = new ArrayList<>(List.of(HEADING));
        shown.forEach(row -> cells.add(cells(board, row, now)));
        List<String> lines = new ArrayList<>();
        for (List<String> row : cells) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int position = column;
                int width = cells.stream()
                        .mapToInt(other -> Columns.width(other.get(position)))
                        .max()
                        .orElse(0);
                boolean last = column == row.size() - 1;
                line.append(last ? row.get(column) : Columns.padded(row.get(column), width) + "  ");
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static List<String> cells(Board board, AgentRow row, Instant now) {
        Duration elapsed = row.elapsed(now);
        String lately = row.lately();
        return List.of(
                Columns.cut(row.name(), LONGEST_NAME),
                state(board, row, now),
                row.attempt() == 0 ? "-" : String.valueOf(row.attempt()),
                elapsed == null ? "-" : seconds(elapsed),
                row.spending().words(),
                tokens(row.usage()),
                change(row.change()),
                Words.harmless(lately.length() > LONGEST_TEXT ? lately.substring(0, LONGEST_TEXT) : lately));
    }

    private static String state(Board board, AgentRow row, Instant now) {
        Instant due = row.due();
        if (due != null) {
            long left = Duration.between(now, due).toSeconds();
            return left > 0 ? "retry in " + left + "s" : "retrying";
        }
        if (row.state() == AgentRow.State.CHECKING && board.checks() > 1) {
            return "checking " + Math.min(row.checked() + 1, board.checks()) + "/" + board.checks();
        }
        return row.state().words();
    }

    private static String seconds(Duration duration) {
        Duration whole = duration.truncatedTo(ChronoUnit.SECONDS);
        return whole.isZero() || whole.isNegative() ? "0s" : Durations.format(whole);
    }

    private static String tokens(Usage usage) {
        if (!usage.seen()) {
            return "-";
        }
        long count = Stream.of(
                        usage.inputTokens(), usage.outputTokens(), usage.cacheReadTokens(), usage.cacheWriteTokens())
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        if (count < THOUSAND) {
            return String.valueOf(count);
        }
        return count < MILLION ? count / THOUSAND + "k" : String.format(Locale.ROOT, "%.1fM", (double) count / MILLION);
    }

    private static String change(@Nullable ChangeSize change) {
        return change == null ? "-" : "+" + change.insertions() + " -" + change.deletions();
    }

    private String runLine(Board board, Duration elapsed, int columns) {
        long working = board.open().stream()
                .filter(row -> row.state() != AgentRow.State.QUEUED)
                .count();
        StringBuilder line = new StringBuilder(seconds(elapsed));
        List<String> parts = new ArrayList<>();
        if (board.stopping()) {
            parts.add("stopping");
        }
        parts.add(working + " running");
        parts.add(board.eligible() + " verified");
        parts.add(spent(board));
        parts.add("run " + board.runId());
        parts.add(hint);
        for (String part : parts) {
            if (!part.isEmpty() && Columns.width(line.toString()) + 2 + part.length() <= columns) {
                line.append("  ").append(part);
            }
        }
        return Columns.cut(line.toString(), columns);
    }

    private static String spent(Board board) {
        Spending spending = board.spending();
        BigDecimal budget = board.budget();
        if (budget == null) {
            return "spent " + spending.words();
        }
        String unknown = spending.unknown() > 0 ? "+?" : "";
        return "budget " + Spending.amount(spending.metered()) + unknown + " of " + Spending.amount(budget);
    }
}
