package io.clicouncil.cli.report;

import io.clicouncil.cli.view.Words;
import io.clicouncil.cost.Dollars;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.AggregatedResult.Applied;
import io.clicouncil.result.Candidate;
import io.clicouncil.text.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What every report tells.
 *
 * @param result what came of the run
 * @param events all that happened in it, in order
 * @param evidence what it left beside that
 * @since 0.1
 */
public record RunFacts(AggregatedResult result, List<CouncilEvent> events, Evidence evidence) {

    /** Takes a copy. */
    public RunFacts {
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(evidence, "evidence");
        events = List.copyOf(events);
    }

    /** The outcome in a few words. */
    String headline() {
        return switch (result.status()) {
            case WINNER -> result.winner() + " wins";
            case NO_WINNER -> "No winner";
            case BUDGET_EXHAUSTED -> "No winner: the budget was reached first";
            case DEADLINE_EXCEEDED -> "No winner: the deadline was reached first";
            case CANCELLED -> "Cancelled";
            case FAILED -> "The run failed";
        };
    }

    /** Why it came out so. */
    String reason() {
        return evidence.line(result.selection().reason());
    }

    /** What was spent; of prices that nobody knows it is said how many they are. */
    String spent() {
        int unknown = result.totals().cost().unknownCount();
        String known = Dollars.words(result.totals().cost().known());
        return unknown == 0 ? known : known + " and " + unknown + (unknown == 1 ? " unknown price" : " unknown prices");
    }

    /** How long it took. */
    String took() {
        return Durations.format(result.totals().duration());
    }

    /** What an agent cost in words. */
    static String cost(Candidate candidate) {
        return candidate.attempts() == 0 ? "-" : Words.cost(candidate.cost());
    }

    /** How an agent ended. */
    static String status(Candidate candidate) {
        return candidate.attempts() > 1
                ? candidate.status() + " (attempt " + candidate.attempts() + ")"
                : candidate.status().toString();
    }

    /** How many checks let a change through. */
    static String checks(Candidate candidate) {
        long passed = candidate.checks().stream()
                .filter(check -> switch (check.status()) {
                    case PASSED, FLAKY -> true;
                    default -> false;
                })
                .count();
        return candidate.checks().isEmpty()
                ? "-"
                : passed + "/" + candidate.checks().size() + (candidate.flaky() ? " flaky" : "");
    }

    /** How large a change is. */
    static String change(Candidate candidate) {
        Candidate.ChangeSummary change = candidate.change();
        return change == null
                ? "-"
                : change.files() + (change.files() == 1 ? " file +" : " files +") + change.insertions() + " -"
                        + change.deletions();
    }

    /** What became of the winner's change: a sentence each, perhaps none. */
    List<String> afterwards() {
        List<String> lines = new ArrayList<>();
        Applied applied = result.applied();
        if (applied != null) {
            String mode = applied.mode().toString().toLowerCase(Locale.ROOT);
            String where = applied.commit() == null
                    ? " into the working tree, uncommitted"
                    : " on " + (applied.branch() == null ? "the detached head" : applied.branch()) + " as "
                            + applied.commit();
            lines.add("Applied: " + evidence.line(applied.agent() + "'s change, " + mode + where));
        }
        String refused = result.applyRefused();
        if (refused != null) {
            lines.add("Not applied: " + evidence.line(refused));
        }
        return lines;
    }

    /** What a reader should look at: a sentence each, with the agent that it is about. */
    List<String> flags() {
        return result.candidates().stream()
                .flatMap(candidate ->
                        candidate.flags().stream().map(flag -> evidence.line(candidate.agent() + ": " + flag)))
                .toList();
    }
}
