package io.clicouncil.cli.view;

import io.clicouncil.cost.Dollars;
import io.clicouncil.simulation.Simulation;
import io.clicouncil.simulation.Simulation.Kind;
import io.clicouncil.simulation.Simulation.Row;
import io.clicouncil.strategy.CascadeOrder;
import io.clicouncil.strategy.Offer;
import io.clicouncil.text.Durations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A simulation for people: a table, what its order is learned from, and who is left out for which reason. */
public final class SimulationView {
    private static final int DECIMALS = 4;
    private static final int PERCENT = 100;
    private static final String NOTHING = "-";

    private final Style style;
    private final Simulation simulation;
    private final List<Row> rows;
    private final boolean learned;

    /**
     * A row with the name that people read.
     *
     * @param name the strategy, or the agent where it is alone
     * @param row its figures
     */
    public record Named(String name, Row row) {}

    /**
     * A view.
     *
     * @param style how it is coloured
     * @param simulation what was simulated
     * @param rows what came of it
     */
    public SimulationView(Style style, Simulation simulation, List<Row> rows) {
        this.style = style;
        this.simulation = simulation;
        this.rows = List.copyOf(rows);
        this.learned = simulation.learnedFrom() > 0 && rows.stream().anyMatch(row -> row.kind() == Kind.CASCADE);
    }

    /** All rows by name; a learned cascade is followed by the one that it has to beat. */
    public List<Named> all() {
        List<Named> all = new ArrayList<>();
        for (Row row : rows) {
            all.add(new Named(
                    row.kind() == Kind.SINGLE
                            ? Words.harmless(row.agents().get(0))
                            : row.kind().id(),
                    row));
            if (learned && row.kind() == Kind.CASCADE) {
                all.add(new Named("cascade by mean cost", simulation.byMeanCost()));
            }
        }
        return all;
    }

    /** The lines to print. */
    public List<String> lines() {
        BigDecimal worth = simulation.setup().worth();
        Table table = new Table();
        table.row(heading(worth));
        all().forEach(named -> table.row(cells(named, worth)));
        List<String> lines = new ArrayList<>(table.lines());
        lines.set(0, style.bold(lines.get(0)));
        lines.add("");
        lines.add(simulation.tasks() == 1 ? "1 task is judged." : simulation.tasks() + " tasks are judged.");
        lines.addAll(notes());
        return lines;
    }

    /** What a reader of the figures has to know. */
    public List<String> notes() {
        if (!learned) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        notes.add(
                simulation.setup().learn() == null
                        ? "The order of the cascade is learned from the same tasks that are judged, so it looks better than"
                                + " it would be on new ones; --learn 0.5 keeps them apart."
                        : "The order of the cascade is learned from " + simulation.learnedFrom() + " other tasks.");
        CascadeOrder order = simulation.order();
        order.notAsked().stream()
                .map(Offer::words)
                .map(Words::harmless)
                .map(words -> "After the others, " + words + ".")
                .forEach(notes::add);
        return notes;
    }

    private static String[] heading(@Nullable BigDecimal worth) {
        return worth == null
                ? new String[] {"STRATEGY", "SOLVED", "COST", "A SOLVED TASK", "TIME", "ORDER"}
                : new String[] {"STRATEGY", "SOLVED", "COST", "A SOLVED TASK", "TIME", "GAIN", "ORDER"};
    }

    private String[] cells(Named named, @Nullable BigDecimal worth) {
        Row row = named.row();
        List<String> cells = new ArrayList<>(List.of(
                named.name(),
                String.format(
                        Locale.ROOT,
                        "%d (%.1f %%)",
                        row.solved(),
                        (double) PERCENT * row.solved() / simulation.tasks()),
                cost(row),
                perSolved(row),
                row.duration() == null ? NOTHING : Durations.format(row.duration())));
        if (worth != null) {
            cells.add(dollars(row.gain(worth)));
        }
        cells.add(row.kind() == Kind.CASCADE ? Words.harmless(String.join(", ", row.agents())) : "");
        return cells.toArray(String[]::new);
    }

    private static String cost(Row row) {
        if (row.unknown() == 0) {
            return dollars(row.known());
        }
        return row.known().signum() == 0 ? "unknown" : dollars(row.known()) + " and " + row.unknown() + " unknown";
    }

    private static String perSolved(Row row) {
        BigDecimal cost = row.cost();
        return cost == null || row.solved() == 0
                ? NOTHING
                : dollars(cost.divide(BigDecimal.valueOf(row.solved()), DECIMALS, RoundingMode.HALF_UP));
    }

    private static String dollars(@Nullable BigDecimal amount) {
        return amount == null ? NOTHING : Dollars.rounded(amount, DECIMALS);
    }
}
