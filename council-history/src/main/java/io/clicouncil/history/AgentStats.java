package io.clicouncil.history;

import io.clicouncil.result.Candidate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one agent has done in runs that have ended.
 *
 * @param agent its name
 * @param runs in how many of them it was asked
 * @param wins how many it won
 * @param judged how many of them say something of it: a check was required, and nothing but the task stood in its way
 * @param eligible how often it was eligible then
 * @param costPerAccepted what it was paid in US dollars in runs with a required check, for each time that it was eligible
 *     there; runs of unknown cost left out on both sides; null where that is never
 * @param unknownCosts how many runs were left out of that because nobody knows their cost
 * @param median the time that it took, in the middle of those that were judged, or null where there are none
 * @since 0.1
 */
public record AgentStats(
        String agent,
        int runs,
        int wins,
        int judged,
        int eligible,
        @Nullable BigDecimal costPerAccepted,
        int unknownCosts,
        @Nullable Duration median) {
    private static final int CENTS_OF_CENTS = 4;

    /** Checks the parts. */
    public AgentStats {
        Objects.requireNonNull(agent, "agent");
        if (wins > runs || judged > runs || eligible > judged || unknownCosts > runs) {
            throw new IllegalArgumentException("of no more runs than there are: " + agent);
        }
    }

    /** What came of an agent in one run. */
    record Part(Candidate candidate, boolean won, boolean checked) {
        boolean judged() {
            return checked && candidate.answered();
        }

        boolean accepted() {
            return judged() && candidate.eligible();
        }
    }

    /** The sums of an agent's parts in runs. */
    static AgentStats of(String agent, List<Part> parts) {
        List<Part> judged = parts.stream().filter(Part::judged).toList();
        List<Part> paid = parts.stream()
                .filter(part -> part.checked() && part.candidate().attempts() > 0)
                .toList();
        List<Part> known =
                paid.stream().filter(part -> part.candidate().cost().known()).toList();
        return new AgentStats(
                agent,
                parts.size(),
                (int) parts.stream().filter(Part::won).count(),
                judged.size(),
                (int) judged.stream().filter(Part::accepted).count(),
                costPerAccepted(known),
                paid.size() - known.size(),
                median(judged.stream()
                        .map(part -> part.candidate().duration())
                        .sorted()
                        .toList()));
    }

    private static @Nullable BigDecimal costPerAccepted(List<Part> known) {
        long accepted = known.stream().filter(Part::accepted).count();
        if (accepted == 0) {
            return null;
        }
        return known.stream()
                .map(part -> part.candidate().cost().amount())
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(accepted), CENTS_OF_CENTS, RoundingMode.HALF_UP);
    }

    private static @Nullable Duration median(List<Duration> sorted) {
        int half = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return null;
        }
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : sorted.get(half - 1).plus(sorted.get(half)).dividedBy(2);
    }
}
