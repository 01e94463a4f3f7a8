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

    /** The best first; where the first wins, in the order in which they became eligible. */
    static List<Candidate> of(AggregatedResult result, SelectionRule rule, List<CouncilEvent> events) {
        List<Candidate> candidates = new ArrayList<>(result.candidates());
        if (rule == SelectionRule.FIRST) {
            List<String> decided = decided(events);
            candidates.sort(Comparator.comparing(candidate -> decided.indexOf(candidate.agent())));
        }
        return new Selector(rule).ranked(candidates);
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
