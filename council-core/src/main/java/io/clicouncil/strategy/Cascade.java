package io.clicouncil.strategy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says which agent is asked next when they are asked one after another until one passes. Without history that is the
 * cheapest; with it the one whose success is the cheapest: the lowest price divided by the chance of passing where the
 * earlier ones failed. An agent that costs more than its chance is worth is not asked. One whose price nobody knows is
 * asked after all others. Equal ones are asked in the order in which they are given.
 *
 * <p>Pure and immutable: the same questions get the same answers.
 *
 * @since 0.1
 */
public final class Cascade {
    private static final Comparator<Offer> ORDER = Comparator.comparingDouble(Offer::pricePerSuccess)
            .thenComparing(Offer::chance, Comparator.nullsLast(Comparator.reverseOrder()));

    private final List<Entrant> agents;
    private final Estimates estimates;
    private final boolean learned;
    private final @Nullable BigDecimal worth;

    /**
     * An agent that may be asked.
     *
     * @param agent its name
     * @param expected what it probably costs in US dollars where no outcome tells, or null where nobody can say
     * @since 0.1
     */
    public record Entrant(String agent, @Nullable BigDecimal expected) {
        /** Checks the name. */
        public Entrant {
            Objects.requireNonNull(agent, "agent");
        }
    }

    /**
     * What to do now.
     *
     * @param next the agent to ask, or null where none is left or none is worth it
     * @param notAsked the agents that are left and not worth it; empty while there is one to ask
     * @since 0.1
     */
    public record Move(@Nullable Offer next, List<Offer> notAsked) {
        /** Takes a copy. */
        public Move {
            notAsked = List.copyOf(notAsked);
        }
    }

    /**
     * A cascade of these agents.
     *
     * @param history the outcomes to learn from; those of other agents are ignored, and there may be none
     * @param agents who may be asked, in the order of the configuration
     * @param worth what a solved task is worth in US dollars, or null to ask every agent
     * @throws IllegalArgumentException where an agent is named twice or the worth is negative
     */
    public Cascade(Outcomes history, List<Entrant> agents, @Nullable BigDecimal worth) {
        this.agents = List.copyOf(agents);
        Set<String> names = new LinkedHashSet<>(names());
        if (names.size() < agents.size()) {
            throw new IllegalArgumentException("an agent is named twice: " + names());
        }
        if (worth != null && worth.signum() < 0) {
            throw new IllegalArgumentException("a solved task is worth nothing or more: " + worth);
        }
        Outcomes own = history.only(outcome -> names.contains(outcome.agent()));
        this.estimates = new Estimates(own);
        this.learned = !own.isEmpty();
        this.worth = worth;
    }

    /**
     * What to do when these have failed.
     *
     * @param failed the agents that were asked and did not pass. One that could not be asked at all, because it is not
     *     installed or not signed in, tells nothing of the task and does not belong here. One that still works may be
     *     counted here, to find out who would follow it
     * @param open the agents that can still be asked; those that have failed are never asked again
     */
    public Move next(Collection<String> failed, Collection<String> open) {
        List<Offer> offers = agents.stream()
                .filter(agent -> open.contains(agent.agent()) && !failed.contains(agent.agent()))
                .map(agent -> offer(agent, failed))
                .sorted(ORDER)
                .toList();
        return offers.stream()
                .filter(Offer::worthAsking)
                .findFirst()
                .map(next -> new Move(next, List.of()))
                .orElseGet(() -> new Move(null, offers));
    }

    /** In which order the agents are asked for a task that nobody has tried, until one passes. */
    public CascadeOrder order() {
        List<Offer> asked = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        Move move = next(failed, names());
        for (Offer next = move.next(); next != null; next = move.next()) {
            asked.add(next);
            failed.add(next.agent());
            move = next(failed, names());
        }
        return new CascadeOrder(asked, move.notAsked());
    }

    private Offer offer(Entrant entrant, Collection<String> failed) {
        if (!learned) {
            return new Offer(entrant.agent(), entrant.expected(), null, worth);
        }
        BigDecimal price = estimates.price(entrant.agent(), failed);
        return new Offer(
                entrant.agent(),
                price == null ? entrant.expected() : price,
                estimates.chance(entrant.agent(), failed),
                worth);
    }

    private List<String> names() {
        return agents.stream().map(Entrant::agent).toList();
    }
}
