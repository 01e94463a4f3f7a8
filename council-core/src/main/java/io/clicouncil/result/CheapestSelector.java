package io.clicouncil.result;

import io.clicouncil.cost.Cost;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the cheapest eligible candidate: those that passed at once before those that were flaky, then the lowest total
 * cost with an unknown one last, then fewer changed lines, then shorter time, then the order of the configuration.
 *
 * @since 0.1
 */
public final class CheapestSelector implements Selector {
    /** The name of the rule. */
    public static final String RULE = "cheapest";

    private static final Comparator<Candidate> ORDER = Comparator.comparing(Candidate::flaky)
            .thenComparing(Candidate::cost, Cost.CHEAPEST_FIRST)
            .thenComparing(
                    candidate -> Objects.requireNonNull(candidate.change()).lines())
            .thenComparing(Candidate::duration);

    @Override
    public Selection select(List<Candidate> candidates) {
        List<Candidate> ranked =
                candidates.stream().filter(Candidate::eligible).sorted(ORDER).toList();
        if (ranked.isEmpty()) {
            return new Selection(null, RULE, "no candidate is eligible");
        }
        Candidate winner = ranked.get(0);
        return new Selection(winner.agent(), RULE, reason(winner, ranked, candidates.size()));
    }

    private static String reason(Candidate winner, List<Candidate> ranked, int asked) {
        String who = ranked.size() == 1
                ? winner.agent() + " is the only one of " + asked + " that is eligible"
                : winner.agent() + " is first among " + ranked.size() + " eligible of " + asked;
        String price = words(winner.cost());
        if (ranked.size() == 1) {
            return who + "; it cost " + price;
        }
        return who + ": " + lead(winner, ranked.get(1), price);
    }

    private static String lead(Candidate winner, Candidate next, String price) {
        if (winner.flaky() != next.flaky()) {
            return "it passed at once, " + next.agent() + " did not";
        }
        if (Cost.CHEAPEST_FIRST.compare(winner.cost(), next.cost()) != 0) {
            return "it cost " + price + ", " + next.agent() + " cost " + words(next.cost());
        }
        int mine = lines(winner);
        int theirs = lines(next);
        if (mine != theirs) {
            return "it cost as much as " + next.agent() + " (" + price + ") and changed fewer lines, " + mine
                    + " against " + theirs;
        }
        if (!winner.duration().equals(next.duration())) {
            return "it cost as much as " + next.agent() + " (" + price + "), changed as many lines and was faster";
        }
        return "it equals " + next.agent() + " in cost (" + price + "), lines and time, and is named first";
    }

    private static int lines(Candidate candidate) {
        return Objects.requireNonNull(candidate.change()).lines();
    }

    private static String words(Cost cost) {
        @Nullable BigDecimal amount = cost.amount();
        return amount == null ? "an unknown amount" : "$" + amount.toPlainString();
    }
}
