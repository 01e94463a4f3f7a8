package io.clicouncil.result;

import io.clicouncil.strategy.SelectionRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        return select(candidates, null);
    }

    /**
     * Chooses among the eligible candidates; the one that a judge prefers wins before the one that the rule would have.
     *
     * @param candidates as in {@link #select(List)}
     * @param judgement what came of asking a judge about those that {@link #tied} names, or null where none was asked
     */
    public Selection select(List<Candidate> candidates, @Nullable Judgement judgement) {
        List<Candidate> ranked = ranked(candidates);
        if (ranked.isEmpty()) {
            return new Selection(null, rule.id(), "no candidate is eligible");
        }
        Candidate winner = ranked.get(0);
        String reason = ranked.size() == 1
                ? " is the only one of " + candidates.size() + " that is eligible; it cost "
                        + winner.cost().words()
                : " is first among " + ranked.size() + " eligible of " + candidates.size() + ": "
                        + ranking().lead(winner, ranked.get(1));
        return judgement == null
                ? new Selection(winner.agent(), rule.id(), winner.agent() + reason)
                : judged(ranked, winner.agent() + reason, judgement);
    }

    private Selection judged(List<Candidate> ranked, String reason, Judgement judgement) {
        Candidate first = ranked.get(0);
        Candidate preferred = ranked.stream()
                .filter(candidate -> candidate.agent().equals(judgement.preferred()))
                .findFirst()
                .orElse(null);
        if (preferred == null) {
            return new Selection(
                    first.agent(),
                    rule.id(),
                    reason + "; the judge " + judgement.judge() + " did not decide: " + judgement.reason());
        }
        return new Selection(
                preferred.agent(),
                rule.id(),
                preferred.equals(first)
                        ? reason + "; the judge " + judgement.judge() + " prefers it too"
                        : preferred.agent() + " is preferred by the judge " + judgement.judge() + ": it "
                                + Merit.COST.of(preferred) + ", within the band of the cheapest, " + first.agent()
                                + ", which " + Merit.COST.of(first));
    }

    /**
     * Those between which a judge may decide: eligible, passed at once, and hardly dearer than the cheapest.
     *
     * @param band by how many US dollars they may be
     * @return the cheapest first; none where nobody knows what it cost
     */
    public List<Candidate> tied(List<Candidate> candidates, BigDecimal band) {
        List<Candidate> ranked = ranked(candidates);
        BigDecimal least = ranked.isEmpty() ? null : ranked.get(0).cost().amount();
        return least == null
                ? List.of()
                : ranked.stream()
                        .filter(candidate -> candidate.flaky() == ranked.get(0).flaky())
                        .filter(candidate -> Optional.ofNullable(
                                        candidate.cost().amount())
                                .filter(amount -> amount.compareTo(least.add(band)) <= 0)
                                .isPresent())
                        .toList();
    }

    /**
     * The eligible candidates in the order in which they would win.
     *
     * @param candidates as in {@link #select(List)}
     */
    public List<Candidate> ranked(List<Candidate> candidates) {
        return candidates.stream()
                .filter(Candidate::eligible)
                .sorted(ranking().order())
                .toList();
    }

    /**
     * Why and by how much one candidate is behind another, in words.
     *
     * @param first the one that comes first by this rule
     */
    public String behind(Candidate first, Candidate second) {
        return ranking().behind(first, second);
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
