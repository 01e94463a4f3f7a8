package io.clicouncil.cli.view;

import io.clicouncil.cost.Dollars;
import io.clicouncil.history.AgentStats;
import io.clicouncil.history.Proportion;
import io.clicouncil.history.Stats;
import io.clicouncil.text.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How the agents have done, for people: a table, and what is not in it. */
public final class StatsView {
    private static final int PERCENT = 100;

    private final Style style;

    /** A view in this style. */
    public StatsView(Style style) {
        this.style = style;
    }

    /** The lines to print. */
    public List<String> lines(Stats stats) {
        List<String> lines = new ArrayList<>();
        if (stats.agents().isEmpty()) {
            lines.add("No run has ended here in that time: 'council history' lists what there is.");
        } else {
            Table table = new Table();
            table.row("AGENT", "RUNS", "WINS", "ELIGIBLE", "COST PER ACCEPTED", "MEDIAN TIME");
            for (AgentStats agent : stats.agents()) {
                Duration median = agent.median();
                table.row(
                        agent.agent(),
                        String.valueOf(agent.runs()),
                        String.valueOf(agent.wins()),
                        eligible(agent),
                        cost(agent),
                        median == null ? "-" : Durations.format(median));
            }
            lines.addAll(table.lines());
            lines.set(0, style.bold(lines.get(0)));
            lines.add("");
            lines.add("ELIGIBLE counts the runs that say something of the agent: a check was required, and it was not"
                    + " stopped, missing or out of money. In brackets: where the rate lies with 95% confidence.");
        }
        if (stats.open() > 0) {
            lines.add(
                    stats.open() == 1
                            ? "1 run has no end and is not counted: it goes on or was cut off."
                            : stats.open() + " runs have no end and are not counted: they go on or were cut off.");
        }
        return lines;
    }

    private static String eligible(AgentStats agent) {
        if (agent.judged() == 0) {
            return "nothing judged";
        }
        Proportion rate = Proportion.of(agent.eligible(), agent.judged());
        return agent.eligible() + "/" + agent.judged() + " " + percent(rate.rate()) + "% (" + percent(rate.low()) + "-"
                + percent(rate.high()) + "%)";
    }

    private static long percent(double share) {
        return Math.round(share * PERCENT);
    }

    private static String cost(AgentStats agent) {
        BigDecimal cost = agent.costPerAccepted();
        int unknown = agent.unknownCosts();
        if (cost == null) {
            return unknown > 0 ? "unknown" : agent.judged() == 0 ? "-" : "nothing accepted";
        }
        return Dollars.words(cost)
                + (unknown == 0 ? "" : ", without " + unknown + (unknown == 1 ? " run" : " runs") + " of unknown cost");
    }
}
