package io.clicouncil.result;

import io.clicouncil.strategy.SelectionRule;
import java.util.List;
import java.util.Objects;

/**
 * Names the winner among the eligible candidates: those that passed at once before those that were flaky, then by what the
 * rule is named after, then by cost (an unknown one last), changed lines, time, and the order in which they are given.
 * A pure function: the same candidates give the same selection.
 *
 * @param rule what counts most
 * @since 0.1
 */
public record Selector(SelectionRule rule) {
    /** Checks that there is a rule. */
    public Selector {
        Objects.requireNonNull(rule, "rule");
    }

    /**
     * Chooses among the eligible candidates; where there is none, nobody wins.
     *
     * @param candidates all candidates of a run, in the order that breaks the last tie: that of the configuration, or for
     *     {@link SelectionRule#FIRST} that in which they became eligible
     */
    public Selection select(List<Candidate> candidates) {
        List<Candidate> ranked = candidates.stream()
                .filter(Candidate::eligible)
                .sorted(ranking().order())
                .toList();
        if (ranked.isEmpty()) {
            return new Selection(null, rule.id(), "no candidate is eligible");
        }
        Candidate winner = ranked.get(0);
        String reason = ranked.size() == 1
                ? " is the only one of " + candidates.size() + " that is eligible; it cost "
                        + winner.cost().words()
                : " is first among " + ranked.size() + " eligible of " + candidates.size() + ": "
                        + ranking().lead(winner, ranked.get(1));
        return new Selection(winner.agent(), rule.id(), winner.agent() + reason);
    }

    private Ranking ranking() {
        return switch (rule) {
            case CHEAPEST -> new Ranking(true, List.of(Merit.COST, Merit.LINES, Merit.TIME));
            case FASTEST -> new Ranking(true, List.of(Merit.TIME, Merit.COST, Merit.LINES));
            case SMALLEST -> new Ranking(true, List.of(Merit.LINES, Merit.COST, Merit.TIME));
            case FIRST -> new Ranking(false, List.of());
        };
    }
}
