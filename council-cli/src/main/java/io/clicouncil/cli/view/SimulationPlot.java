package io.clicouncil.cli.view;

import io.clicouncil.cli.view.SimulationView.Named;
import io.clicouncil.cost.Dollars;
import io.clicouncil.simulation.Simulation.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Money against tasks solved, as an SVG picture: further up is better, further left is cheaper. Money has a logarithmic
 * scale. Each point has a number and a shape, so that nobody needs colours to read it, and the description of the picture
 * tells all of it in words.
 */
public final class SimulationPlot {
    private static final int LEFT = 70;
    private static final int TOP = 30;
    private static final int WIDTH = 460;
    private static final int HEIGHT = 320;
    private static final int GUTTER = 40;
    private static final int MARGIN = 60;
    private static final int LEGEND = LEFT + WIDTH + 30;
    private static final int LEGEND_WIDTH = 330;
    private static final int LINE = 20;
    private static final int LABEL = 9;
    private static final int TICKS = 6;
    private static final int TEN = 10;
    private static final String INK = "#333333";
    private static final String STRATEGY = "#b3420f";
    private static final String AGENT = "#1b5e8c";

    private final int tasks;
    private final List<Named> rows;
    private final boolean free;
    private final int lowest;
    private final int highest;
    private final Formatter svg = new Formatter(Locale.ROOT);

    private SimulationPlot(int tasks, List<Named> rows) {
        this.tasks = tasks;
        this.rows = List.copyOf(rows);
        List<BigDecimal> costs = rows.stream()
                .map(named -> named.row().cost())
                .filter(Objects::nonNull)
                .toList();
        this.free = costs.stream().anyMatch(cost -> cost.signum() == 0);
        DoubleSummaryStatistics decades = costs.stream()
                .filter(cost -> cost.signum() > 0)
                .mapToDouble(cost -> Math.log10(cost.doubleValue()))
                .summaryStatistics();
        boolean none = decades.getCount() == 0;
        this.lowest = none ? 0 : (int) Math.floor(decades.getMin());
        this.highest = none ? 1 : Math.max(lowest + 1, (int) Math.ceil(decades.getMax()));
    }

    /**
     * The picture.
     *
     * @param tasks how many tasks were judged
     * @param rows what came of each strategy
     */
    public static String svg(int tasks, List<Named> rows) {
        return new SimulationPlot(tasks, rows).drawn();
    }

    private String drawn() {
        int height = Math.max(TOP + HEIGHT + MARGIN, TOP + LINE * (rows.size() + 1));
        int width = LEGEND + LEGEND_WIDTH;
        svg.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " aria-labelledby=\"title desc\" font-family=\"sans-serif\" font-size=\"12\" fill=\"%s\">\n",
                width, height, width, height, INK);
        svg.format("<title id=\"title\">Money against tasks solved</title>\n");
        svg.format("<desc id=\"desc\">%s</desc>\n", description());
        svg.format("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", width, height);
        axes();
        for (int number = 1; number <= rows.size(); number++) {
            point(number, rows.get(number - 1));
        }
        svg.format("</svg>\n");
        return svg.toString();
    }

    private String description() {
        List<String> sentences = new ArrayList<>();
        for (Named named : rows) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "%s solved %d of %d tasks for %s.",
                    escaped(named.name()),
                    named.row().solved(),
                    tasks,
                    dollars(named.row().cost())));
        }
        return String.join(" ", sentences);
    }

    private void axes() {
        svg.format("<path d=\"M%d %dv%dh%d\" fill=\"none\" stroke=\"%s\"/>\n", LEFT, TOP, HEIGHT, WIDTH, INK);
        if (free) {
            tick(LEFT, "$0");
        }
        for (int decade = lowest; decade <= highest; decade++) {
            tick(
                    x(BigDecimal.ONE.scaleByPowerOfTen(decade)),
                    "$" + BigDecimal.ONE.scaleByPowerOfTen(decade).toPlainString());
        }
        for (int solved = 0; solved <= tasks; solved += step()) {
            svg.format("<path d=\"M%d %.1fh%d\" stroke=\"#dddddd\"/>\n", LEFT, y(solved), WIDTH);
            svg.format(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d</text>\n", LEFT - LABEL, y(solved) + 4, solved);
        }
        svg.format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">US dollars for all tasks, logarithmic</text>\n",
                LEFT + WIDTH / 2, TOP + HEIGHT + 2 * LINE);
        svg.format("<text x=\"%d\" y=\"%d\">tasks solved, of %d</text>\n", LEFT - LABEL, TOP - LABEL, tasks);
    }

    private void tick(double x, String label) {
        svg.format("<path d=\"M%.1f %dv5\" stroke=\"%s\"/>\n", x, TOP + HEIGHT, INK);
        svg.format("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n", x, TOP + HEIGHT + LINE, label);
    }

    private void point(int number, Named named) {
        BigDecimal cost = named.row().cost();
        double legend = TOP + (double) LINE * (number - 1);
        shape(LEGEND, legend, named.row().kind());
        svg.format(
                "<text x=\"%d\" y=\"%.1f\">%d  %s: %d for %s</text>\n",
                LEGEND + 2 * LABEL,
                legend + 4,
                number,
                escaped(named.name()),
                named.row().solved(),
                dollars(cost));
        if (cost != null) {
            double x = x(cost);
            double y = y(named.row().solved());
            shape(x, y, named.row().kind());
            svg.format("<text x=\"%.1f\" y=\"%.1f\" font-size=\"10\">%d</text>\n", x + LABEL, y - 4, number);
        }
    }

    private void shape(double x, double y, Kind kind) {
        switch (kind) {
            case ALL ->
                svg.format(
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"10\" height=\"10\" fill=\"%s\"/>\n",
                        x - 5, y - 5, STRATEGY);
            case RACE -> svg.format("<path d=\"M%.1f %.1fl6 11h-12z\" fill=\"%s\"/>\n", x, y - 6, STRATEGY);
            case CASCADE -> svg.format("<path d=\"M%.1f %.1fl7 7l-7 7l-7 -7z\" fill=\"%s\"/>\n", x, y - 7, STRATEGY);
            case SINGLE ->
                svg.format(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#ffffff\" stroke=\"%s\" stroke-width=\"2\"/>\n",
                        x, y, AGENT);
        }
    }

    /** What costs nothing has no place on a logarithmic scale, and gets one of its own at its left. */
    private double x(BigDecimal cost) {
        if (cost.signum() == 0) {
            return LEFT;
        }
        double start = free ? LEFT + GUTTER : LEFT;
        double share = (Math.log10(cost.doubleValue()) - lowest) / (highest - lowest);
        return start + share * (LEFT + WIDTH - start);
    }

    private double y(int solved) {
        return TOP + HEIGHT - (double) HEIGHT * solved / tasks;
    }

    /** The least of 1, 2, 5, 10, 20, … that makes few enough ticks. */
    private int step() {
        for (int power = 1; ; power *= TEN) {
            for (int factor : new int[] {1, 2, 5}) {
                if (tasks / (factor * power) < TICKS) {
                    return factor * power;
                }
            }
        }
    }

    private static String dollars(@Nullable BigDecimal cost) {
        return cost == null ? "an unknown amount" : Dollars.rounded(cost, 2);
    }

    private static String escaped(String text) {
        return Words.harmless(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
