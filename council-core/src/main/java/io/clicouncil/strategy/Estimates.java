package io.clicouncil.strategy;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be expected of an agent on a task that others have failed, by recorded outcomes. Where these are few, an
 * estimate leans on what more of them say: the tasks that the others failed on all tasks of the agent, and those on all
 * agents.
 */
final class Estimates {
    /** How many tasks an expectation counts for beside those that the others failed. */
    private static final int WEIGHT_OF_EXPECTATION = 8;

    /** How many tasks the rate of all agents counts for beside an agent's own. */
    private static final int WEIGHT_OF_OTHERS = 2;

    private final Outcomes history;
    private final double rateOfAll;

    Estimates(Outcomes history) {
        this.history = history;
        this.rateOfAll =
                (passes(history.rows().toList()) + 1.0) / (history.rows().count() + 2.0);
    }

    /**
     * The chance that an agent passes where these have failed.
     *
     * <p>A task that several failed is probably hard. If nothing else is known, the chance falls as it does in Pólya's
     * urn: to a half after one failure, to a third after two. Halving it each time would give up too soon.
     */
    double chance(String agent, Collection<String> failed) {
        List<Outcome> all = history.of(agent);
        double rate = (passes(all) + WEIGHT_OF_OTHERS * rateOfAll) / (all.size() + WEIGHT_OF_OTHERS);
        double expected = rate / (1 + failed.size());
        List<Outcome> here = here(agent, failed);
        return (passes(here) + WEIGHT_OF_EXPECTATION * expected) / (here.size() + WEIGHT_OF_EXPECTATION);
    }

    /** The mean cost of an agent where these have failed, else anywhere; null where it is not known. */
    @Nullable
    BigDecimal price(String agent, Collection<String> failed) {
        BigDecimal here = Outcome.meanCost(here(agent, failed));
        return here == null ? Outcome.meanCost(history.of(agent)) : here;
    }

    /** A failed agent that nothing is recorded of does not tell which tasks are like this one. */
    private List<Outcome> here(String agent, Collection<String> failed) {
        List<String> telling =
                failed.stream().filter(other -> !history.of(other).isEmpty()).toList();
        return history.afterFailuresOf(telling, agent);
    }

    private static long passes(Collection<Outcome> outcomes) {
        return outcomes.stream().filter(Outcome::passed).count();
    }
}
