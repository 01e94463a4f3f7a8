package io.clicouncil.cli;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.RunEntry;
import io.clicouncil.result.Candidate;
import io.clicouncil.workspace.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the journal tells of one agent of a run, which need not be over.
 *
 * @param run the run
 * @param agent the agent's name
 * @param candidate what came of it, or null where that is still open
 * @param change what it changed last, or null where nothing was captured yet
 */
record PastCandidate(
        RunEntry run,
        String agent,
        @Nullable Candidate candidate,
        @Nullable Change change) {

    /** The agent as these events of its run tell. */
    static PastCandidate of(RunEntry run, List<CouncilEvent> events, String agent) {
        RunArchive.requireAgent(run, agent);
        Candidate candidate = null;
        Change change = null;
        for (CouncilEvent event : events) {
            if (event instanceof CouncilEvent.CandidateDecided decided
                    && decided.candidate().agent().equals(agent)) {
                candidate = decided.candidate();
            } else if (event instanceof CouncilEvent.ChangeCaptured captured
                    && captured.agent().equals(agent)) {
                change = captured.change();
            }
        }
        return new PastCandidate(run, agent, candidate, change);
    }

    /** The short name of the branch that holds its change. */
    String branch() {
        return "council/" + run.id() + "/" + agent;
    }

    /** What it changed, where that is something. */
    Change required() {
        if (change == null || change.isEmpty()) {
            throw noBranch("the agent changed nothing");
        }
        return change;
    }

    /** Says that its branch is not there. */
    CouncilException noBranch(String why) {
        return CouncilException.usage("there is no branch " + branch() + ": " + why + "; 'council show " + run.id()
                + "' tells what came of it");
    }
}
