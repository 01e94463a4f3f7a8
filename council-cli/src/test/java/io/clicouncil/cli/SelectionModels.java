package io.clicouncil.cli;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Ways of choosing a winner that other tools have, as models: pure functions of what a tool sees that runs the tests once, in
 * the agent's own checkout, and takes a price that it does not know for none.
 */
final class SelectionModels {
    private static final double WEIGHT_OF_TESTS = 0.6;
    private static final double WEIGHT_OF_COST = 0.3;
    private static final double WEIGHT_OF_TIME = 0.1;

    private SelectionModels() {}

    /**
     * What such a tool sees of an agent.
     *
     * @param agent its name
     * @param endedWell whether it ended with exit code 0
     * @param changedLines lines of {@code git diff HEAD}
     * @param green whether the tests ended with exit code 0
     * @param ran how many tests ran
     * @param failed how many of them failed
     * @param cost its price in US dollars, or null where it named none
     * @param seconds how long it took
     */
    record Seen(
            String agent,
            boolean endedWell,
            int changedLines,
            boolean green,
            int ran,
            int failed,
            @Nullable BigDecimal cost,
            int seconds) {
        double passRatio() {
            return ran == 0 ? (green ? 1 : 0) : (ran - failed) / (double) ran;
        }

        double dollars() {
            return cost == null ? 0 : cost.doubleValue();
        }
    }

    /** The models by their names, in the order of the table. */
    static Map<String, Function<List<Seen>, Optional<Seen>>> all() {
        Map<String, Function<List<Seen>, Optional<Seen>>> models = new LinkedHashMap<>();
        models.put("pass ratio, then cost", SelectionModels::passRatioThenCost);
        models.put("weighted score", SelectionModels::weightedScore);
        models.put("first that passes", SelectionModels::firstThatPasses);
        models.put("largest diff", SelectionModels::largestDiff);
        return models;
    }

    static Optional<Seen> passRatioThenCost(List<Seen> agents) {
        return best(
                agents,
                Seen::endedWell,
                Comparator.comparing(Seen::passRatio).thenComparing(Seen::dollars, Comparator.reverseOrder()));
    }

    static Optional<Seen> weightedScore(List<Seen> agents) {
        double dearest = agents.stream().mapToDouble(Seen::dollars).max().orElse(0);
        double slowest = agents.stream().mapToDouble(Seen::seconds).max().orElse(0);
        return best(
                agents,
                Seen::endedWell,
                Comparator.comparing(seen -> WEIGHT_OF_TESTS * seen.passRatio()
                        + WEIGHT_OF_COST * spared(seen.dollars(), dearest)
                        + WEIGHT_OF_TIME * spared(seen.seconds(), slowest)));
    }

    static Optional<Seen> firstThatPasses(List<Seen> agents) {
        return best(
                agents,
                seen -> seen.endedWell() && seen.green(),
                Comparator.comparing(Seen::seconds).reversed());
    }

    static Optional<Seen> largestDiff(List<Seen> agents) {
        return best(
                agents, seen -> seen.endedWell() && seen.changedLines() > 0, Comparator.comparing(Seen::changedLines));
    }

    private static double spared(double amount, double most) {
        return most == 0 ? 1 : 1 - amount / most;
    }

    /** Of equal ones the first. */
    private static Optional<Seen> best(List<Seen> agents, Predicate<Seen> counts, Comparator<Seen> order) {
        return agents.stream()
                .filter(counts)
                .reduce((first, second) -> order.compare(second, first) > 0 ? second : first);
    }
}
