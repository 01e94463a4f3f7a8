package io.clicouncil.cli.view;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.CandidateDecided;
import io.clicouncil.event.CouncilEvent.RunStarted;
import io.clicouncil.result.Candidate;
import io.clicouncil.task.Plan.PlannedAgent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How the agents of a run stand that has no result yet. */
public final class Interim {
    private Interim() {}

    /** What is decided by these events of one run, and who is still open, in one line. */
    public static String words(List<CouncilEvent> events) {
        Map<String, Candidate> decided = new HashMap<>();
        List<String> open = new ArrayList<>();
        for (CouncilEvent event : events) {
            if (event instanceof RunStarted started) {
                started.plan().agents().stream().map(PlannedAgent::name).forEach(open::add);
            } else if (event instanceof CandidateDecided one) {
                decided.put(one.candidate().agent(), one.candidate());
            } else if (event instanceof CouncilEvent.OfAgent again && !(event instanceof CouncilEvent.ApplyRequested)) {
                // A run that goes on takes up again what was stopped for the time being.
                decided.remove(again.agent());
            }
        }
        open.removeAll(decided.keySet());
        String eligible = names(decided, true);
        List<String> parts = new ArrayList<>();
        parts.add(eligible.isEmpty() ? "nobody is eligible" : "eligible: " + eligible);
        Stream.of("not eligible: " + names(decided, false), "open: " + String.join(", ", open))
                .filter(part -> !part.endsWith(": "))
                .forEach(parts::add);
        return "So far " + String.join("; ", parts);
    }

    private static String names(Map<String, Candidate> decided, boolean eligible) {
        return String.join(
                ", ",
                decided.values().stream()
                        .filter(candidate -> candidate.eligible() == eligible)
                        .map(candidate -> eligible
                                ? candidate.agent() + " (" + Words.cost(candidate.cost()) + ")"
                                : candidate.agent())
                        .sorted()
                        .toList());
    }
}
