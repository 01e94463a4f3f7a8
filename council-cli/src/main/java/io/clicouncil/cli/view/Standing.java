package io.clicouncil.cli.view;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.CandidateDecided;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.Selector;
import io.clicouncil.strategy.SelectionRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** In which order the eligible candidates of a run stand. */
final class Standing {
    private Standing() {}

    /** The best first: whom the rule names, then whom it would name without that one, and so on. */
    static List<Candidate> of(AggregatedResult result, SelectionRule rule, List<CouncilEvent> events) {
        List<Candidate> left = new ArrayList<>(
                result.candidates().stream().filter(Candidate::eligible).toList());
        if (rule == SelectionRule.FIRST) {
            List<String> decided = decided(events);
            left.sort(Comparator.comparing(candidate -> decided.indexOf(candidate.agent())));
        }
        List<Candidate> ranked = new ArrayList<>();
        while (!left.isEmpty()) {
            String best = new Selector(rule).select(left).winner();
            left.stream().filter(candidate -> candidate.agent().equals(best)).forEach(ranked::add);
            left.removeAll(ranked);
        }
        return ranked;
    }

    private static List<String> decided(List<CouncilEvent> events) {
        return events.stream()
                .filter(CandidateDecided.class::isInstance)
                .map(event -> ((CandidateDecided) event).candidate())
                .filter(Candidate::eligible)
                .map(Candidate::agent)
                .toList();
    }
}
