package io.clicouncil.cli.view;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.CandidateDecided;
import io.clicouncil.event.CouncilEvent.HedgeDue;
import io.clicouncil.event.CouncilEvent.NextAsked;
import io.clicouncil.event.CouncilEvent.RunStarted;
import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.failure.Failure;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.Selector;
import io.clicouncil.strategy.SelectionRule;
import io.clicouncil.strategy.StrategySettings;
import io.clicouncil.task.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * The decision of a run as one engineer tells it to another: by which rule, who was asked, who was eligible in which order
 * and at what cost, and why each of the others was not. A pure function of what was recorded.
 */
final class Explanation {
    private final AggregatedResult result;
    private final List<CouncilEvent> events;

    private Explanation(AggregatedResult result, List<CouncilEvent> events) {
        this.result = result;
        this.events = events;
    }

    /** The lines of the explanation of a result, by all events of its run in their order. */
    static List<String> of(AggregatedResult result, List<CouncilEvent> events) {
        return new Explanation(result, List.copyOf(events)).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        events.stream()
                .filter(RunStarted.class::isInstance)
                .map(event -> ((RunStarted) event).plan())
                .findFirst()
                .ifPresent(plan -> {
                    if (result.candidates().stream().anyMatch(Candidate::eligible)) {
                        lines.add("Rule: " + rule(plan.strategy()));
                    }
                    if (plan.checks().stream().noneMatch(Check::required)) {
                        lines.add("No check was required: any change that is not empty is eligible.");
                    }
                    if (result.judgement() != null) {
                        lines.add("Judged: " + Words.harmless(Words.of(result.judgement())));
                    }
                    lines.addAll(asked());
                    lines.addAll(candidates(plan.strategy().select()));
                });
        return lines;
    }

    private static String rule(StrategySettings strategy) {
        String last = "the order of the configuration.";
        return switch (strategy.select()) {
            case FIRST -> "first. The first that is eligible wins, flaky or not, and the others are stopped.";
            case CHEAPEST -> "cheapest. Flakes rank last; then count cost (unknown last), changed lines, time, " + last;
            case FASTEST -> "fastest. Flakes rank last; then count time, cost (unknown last), changed lines, " + last;
            case SMALLEST -> "smallest. Flakes rank last; then count changed lines, cost (unknown last), time, " + last;
        };
    }

    private List<String> asked() {
        List<String> lines = new ArrayList<>();
        String slow = null;
        for (CouncilEvent event : events) {
            if (event instanceof HedgeDue hedge) {
                slow = hedge.agent();
            } else if (event instanceof CandidateDecided decided
                    && decided.candidate().agent().equals(slow)) {
                slow = null;
            } else if (event instanceof NextAsked asked && asked.next() != null) {
                String beside = slow == null ? "" : " (" + slow + " took long)";
                lines.add("  " + (lines.size() + 1) + ". " + Words.harmless(asked.reason()) + beside);
                slow = null;
            }
        }
        if (!lines.isEmpty()) {
            lines.add(0, "Asked, one after another:");
        }
        return lines;
    }

    private List<String> candidates(SelectionRule rule) {
        List<Candidate> eligible = Standing.of(result, rule, events);
        List<Candidate> others = result.candidates().stream()
                .filter(candidate -> !candidate.eligible())
                .toList();
        Table table = new Table();
        for (Candidate candidate : eligible) {
            int place = eligible.indexOf(candidate) + 1;
            row(table, place + ". " + candidate.agent(), candidate, place(eligible, candidate, rule));
        }
        others.forEach(candidate -> row(table, candidate.agent(), candidate, refusal(candidate)));
        List<String> lines = new ArrayList<>(table.lines());
        if (!others.isEmpty()) {
            lines.add(eligible.size(), eligible.isEmpty() ? "Nobody is eligible:" : "Not eligible:");
        }
        if (!eligible.isEmpty()) {
            lines.add(0, "Eligible, the best first:");
        }
        return lines;
    }

    private void row(Table table, String name, Candidate candidate, String why) {
        String cost = candidate.attempts() == 0 ? "-" : Words.cost(candidate.cost());
        String labour = Labour.of(candidate.agent(), events).words();
        table.row("  " + name, cost, Words.harmless(why + labour));
    }

    private String place(List<Candidate> eligible, Candidate candidate, SelectionRule rule) {
        Candidate winner = result.winningCandidate().orElse(null);
        if (winner == null) {
            // A run that was stopped chooses nobody, whoever had passed by then.
            return candidate.reason();
        }
        if (candidate.equals(winner)) {
            return "wins: " + candidate.reason();
        }
        return eligible.indexOf(candidate) < eligible.indexOf(winner)
                ? "ahead of " + winner.agent() + " by this rule, but the judge prefers that"
                : new Selector(rule).behind(winner, candidate);
    }

    private static String refusal(Candidate candidate) {
        Failure failure = candidate.failure();
        if (failure == null || failure.message().isBlank()) {
            return candidate.reason();
        }
        String said = failure.message();
        return switch (failure.kind()) {
            case CANCELLED, NO_CHANGE -> said;
            case POLICY -> "refused by policy: " + said;
            case BUDGET -> "budget: " + said;
            default -> (candidate.status() == ExecutionStatus.BLOCKED ? "blocked, " : "") + candidate.reason();
        };
    }
}
