package io.clicouncil.cli.view;

import io.clicouncil.cost.Dollars;
import io.clicouncil.history.RunEntry;
import io.clicouncil.result.AggregatedResult.KnownCost;
import io.clicouncil.result.RunStatus;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The runs of a repository for people: a table, and what to do about those that were cut off. */
public final class HistoryView {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private static final String TASK = "TASK";
    private static final int LEAST_TASK = 20;

    private final Style style;
    private final ZoneId zone;
    private final int width;

    /**
     * A view.
     *
     * @param style how it is coloured
     * @param zone the zone that times are shown in
     * @param width how long a line of the table may be; what is cut is the task
     */
    public HistoryView(Style style, ZoneId zone, int width) {
        this.style = style;
        this.zone = zone;
        this.width = width;
    }

    /**
     * The lines to print.
     *
     * @param runs the runs, in this order
     * @param alive the ids of those that go on at this moment
     */
    public List<String> lines(List<RunEntry> runs, Set<String> alive) {
        if (runs.isEmpty()) {
            return List.of("There is no run yet in this repository: 'council run' begins one.");
        }
        List<String> table = table(runs, alive, true);
        if (width - table.get(0).indexOf(TASK) < LEAST_TASK) {
            // The id tells the time as well.
            table = table(runs, alive, false);
        }
        List<String> lines = new ArrayList<>();
        table.forEach(line -> lines.add(Fit.cut(line, width)));
        lines.set(0, style.bold(lines.get(0)));
        runs.stream()
                .filter(run -> isCutOff(run, alive))
                .forEach(
                        run -> lines.add(style.bad("Cut off: ") + "'council resume " + run.id() + "' goes on with it"));
        return lines;
    }

    private List<String> table(List<RunEntry> runs, Set<String> alive, boolean times) {
        Table table = new Table();
        row(table, times, "RUN", "WHEN", "STATUS", "WINNER", "COST", TASK);
        for (RunEntry run : runs) {
            String winner = run.winner();
            row(
                    table,
                    times,
                    run.id(),
                    TIME.format(run.started().atZone(zone)),
                    status(run, alive),
                    winner == null ? "-" : winner,
                    cost(run),
                    Words.harmless(run.task()));
        }
        return table.lines();
    }

    private static void row(Table table, boolean times, String run, String when, String... others) {
        List<String> cells = new ArrayList<>(times ? List.of(run, when) : List.of(run));
        cells.addAll(List.of(others));
        table.row(cells.toArray(String[]::new));
    }

    private static boolean isCutOff(RunEntry run, Set<String> alive) {
        return run.status() == null && !alive.contains(run.id());
    }

    private static String status(RunEntry run, Set<String> alive) {
        RunStatus status = run.status();
        if (status == null) {
            return isCutOff(run, alive) ? "cut off" : "goes on";
        }
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String cost(RunEntry run) {
        KnownCost cost = run.cost();
        if (cost == null) {
            return "-";
        }
        String known = Dollars.words(cost.known());
        String all = cost.unknownCount() == 0 ? known : known + " and " + cost.unknownCount() + " unknown";
        return run.status() == null ? all + " so far" : all;
    }
}
