package io.clicouncil.simulation;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.strategy.Cascade;
import io.clicouncil.strategy.CascadeOrder;
import io.clicouncil.strategy.Offer;
import io.clicouncil.strategy.Outcome;
import io.clicouncil.strategy.Outcomes;
import io.clicouncil.text.Nearest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What strategies would have brought and cost: each runs over every task, with recorded outcomes in place of the agents.
 * An agent without an outcome for a task is not asked for it. Immutable; nothing is spent.
 *
 * @since 0.1
 */
public final class Simulation {
    private final Setup setup;
    private final List<String> agents;
    private final Outcomes lessons;
    private final Outcomes judged;

    /** By which rule agents are asked. */
    public enum Kind {
        /** All at once, each to its end. */
        ALL,
        /** All at once until the first passes. */
        RACE,
        /** One after another until one passes. */
        CASCADE,
        /** One alone. */
        SINGLE;

        /** The word for it in JSON and on the command line. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What to simulate.
     *
     * @param agents who is asked, in this order; empty for all that have outcomes
     * @param worth what a solved task is worth in US dollars, or null to ask every agent; with it the order of a cascade
     *     is learned
     * @param learn the part of the tasks, more than 0 and less than 1, from which the order of a cascade is learned; the
     *     others are judged. Null to judge all
     * @since 0.1
     */
    public record Setup(
            List<String> agents,
            @Nullable BigDecimal worth,
            @Nullable BigDecimal learn) {
        /** Everybody, by mean cost. */
        public static final Setup DEFAULT = new Setup(List.of(), null, null);

        /** Checks the numbers and takes a copy. */
        public Setup {
            agents = List.copyOf(new LinkedHashSet<>(agents));
            if (worth != null && worth.signum() < 0) {
                throw CouncilException.usage("a solved task is worth nothing or more, not " + worth);
            }
            if (learn != null && (learn.signum() <= 0 || learn.compareTo(BigDecimal.ONE) >= 0)) {
                throw CouncilException.usage("what is learned from is a part of the tasks, such as 0.5, not " + learn);
            }
        }

        /** Whether the order of a cascade is learned. */
        boolean learned() {
            return worth != null || learn != null;
        }
    }

    /**
     * What one strategy brings and costs over all judged tasks.
     *
     * @param kind by which rule agents are asked
     * @param agents who is asked, and in which order where it matters
     * @param worth what a solved task was said to be worth where that decided who is asked, else null
     * @param solved how many tasks somebody passed
     * @param known the sum of what is known of the money, in US dollars
     * @param unknown how many costs are not known; with any, the cost as a whole is not
     * @param duration the time of all tasks, one after another, or null where it is not known
     * @since 0.1
     */
    public record Row(
            Kind kind,
            List<String> agents,
            @Nullable BigDecimal worth,
            int solved,
            BigDecimal known,
            int unknown,
            @Nullable Duration duration) {
        /** Takes a copy. */
        public Row {
            agents = List.copyOf(agents);
        }

        /** What it cost in US dollars, or null where that is not known. */
        public @Nullable BigDecimal cost() {
            return unknown == 0 ? known : null;
        }

        /** What is gained in US dollars where a solved task is worth so much, or null where the cost is not known. */
        public @Nullable BigDecimal gain(BigDecimal worthOfTask) {
            BigDecimal cost = cost();
            return cost == null
                    ? null
                    : worthOfTask.multiply(BigDecimal.valueOf(solved)).subtract(cost);
        }
    }

    /**
     * A simulation over these outcomes.
     *
     * @throws CouncilException of reason {@code USAGE} where an agent has no outcome, or no task is left to learn from or
     *     to judge
     */
    public Simulation(Outcomes outcomes, Setup setup) {
        List<String> known = outcomes.agents();
        for (String agent : setup.agents()) {
            if (!known.contains(agent)) {
                throw CouncilException.usage(Nearest.unknown("agent", agent, known));
            }
        }
        BigDecimal part = setup.learn();
        this.setup = setup;
        this.agents = setup.agents().isEmpty() ? known : setup.agents();
        this.lessons = part == null ? outcomes : outcomes.only(row -> Lesson.includes(row.task(), part));
        this.judged = part == null ? outcomes : outcomes.only(row -> !Lesson.includes(row.task(), part));
        if (lessons.isEmpty() || judged.isEmpty()) {
            throw CouncilException.usage(lessons.tasks().size() + " of "
                    + outcomes.tasks().size()
                    + " tasks would be learned from and " + judged.tasks().size()
                    + " judged: there must be some of both");
        }
    }

    /** What was asked for. */
    public Setup setup() {
        return setup;
    }

    /** How many tasks are judged, those included for which nobody can be asked. */
    public int tasks() {
        return judged.tasks().size();
    }

    /** How many tasks the order of a cascade is learned from, or 0 where it is not. */
    public int learnedFrom() {
        return setup.learned() ? lessons.tasks().size() : 0;
    }

    /** One row for each of these strategies, then one for each agent alone. */
    public List<Row> rows(Set<Kind> strategies) {
        List<Row> rows = new ArrayList<>();
        if (strategies.contains(Kind.ALL)) {
            rows.add(replay(Kind.ALL, agents, Tally::together));
        }
        if (strategies.contains(Kind.RACE)) {
            rows.add(replay(Kind.RACE, agents, Tally::race));
        }
        if (strategies.contains(Kind.CASCADE)) {
            rows.add(setup.learned() ? cascade(learned(), setup.worth()) : byMeanCost());
        }
        for (String agent : agents) {
            rows.add(replay(Kind.SINGLE, List.of(agent), Tally::oneAfterAnother));
        }
        return rows;
    }

    /** The cascade that asks everybody in the order of their mean cost, whatever was to be learned. */
    public Row byMeanCost() {
        return cascade(new Cascade(Outcomes.NONE, entrants(), null), null);
    }

    /** In which order a learned cascade would ask for a fresh task. */
    public CascadeOrder order() {
        return learned().order();
    }

    private Cascade learned() {
        return new Cascade(lessons, entrants(), setup.worth());
    }

    private List<Cascade.Entrant> entrants() {
        return agents.stream()
                .map(agent -> new Cascade.Entrant(agent, Outcome.meanCost(lessons.of(agent))))
                .toList();
    }

    private Row cascade(Cascade cascade, @Nullable BigDecimal worth) {
        Map<List<Set<String>>, Cascade.Move> moves = new HashMap<>();
        Tally tally = new Tally();
        for (String task : judged.tasks()) {
            Set<String> open = new LinkedHashSet<>();
            asked(task, agents).forEach(outcome -> open.add(outcome.agent()));
            List<Outcome> asked = new ArrayList<>();
            Set<String> failed = new LinkedHashSet<>();
            boolean goesOn = true;
            while (goesOn) {
                Cascade.Move move =
                        moves.computeIfAbsent(List.of(Set.copyOf(failed), open), known -> cascade.next(failed, open));
                Offer next = move.next();
                Outcome outcome = next == null ? null : judged.find(task, next.agent());
                goesOn = outcome != null && !outcome.passed();
                if (outcome != null) {
                    asked.add(outcome);
                    failed.add(outcome.agent());
                }
            }
            tally.oneAfterAnother(asked);
        }
        return tally.row(Kind.CASCADE, cascade.order().agents(), worth);
    }

    private Row replay(Kind kind, List<String> who, BiConsumer<Tally, List<Outcome>> strategy) {
        Tally tally = new Tally();
        judged.tasks().forEach(task -> strategy.accept(tally, asked(task, who)));
        return tally.row(kind, who, null);
    }

    private List<Outcome> asked(String task, List<String> who) {
        return who.stream()
                .map(agent -> judged.find(task, agent))
                .filter(Objects::nonNull)
                .toList();
    }
}
