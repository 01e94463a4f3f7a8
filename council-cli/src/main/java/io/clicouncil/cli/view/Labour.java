package io.clicouncil.cli.view;

import io.clicouncil.cost.Cost;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.AttemptFinished;
import io.clicouncil.event.CouncilEvent.AttemptStarted;
import io.clicouncil.event.CouncilEvent.Verified;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The attempts of one agent: how many, how many of them were repairs, and what each cost. */
record Labour(int attempts, int repairs, List<Cost> costs) {
    Labour {
        costs = List.copyOf(costs);
    }

    /** Those of an agent in a run. */
    static Labour of(String agent, List<CouncilEvent> events) {
        int attempts = 0;
        int repairs = 0;
        boolean judged = false;
        List<Cost> costs = new ArrayList<>();
        for (CouncilEvent event : events) {
            if (!(event instanceof CouncilEvent.OfAgent ofAgent)
                    || !ofAgent.agent().equals(agent)) {
                continue;
            }
            if (event instanceof Verified) {
                judged = true;
            } else if (event instanceof AttemptStarted) {
                attempts++;
                // Only a change that the checks refused is gone on with.
                repairs += judged ? 1 : 0;
                judged = false;
            } else if (event instanceof AttemptFinished finished) {
                costs.add(finished.result().chargeable());
            }
        }
        return new Labour(attempts, repairs, costs);
    }

    /** The same as the end of a sentence; empty where there was one attempt at most. */
    String words() {
        if (attempts < 2) {
            return "";
        }
        String kinds = repairs == 0 ? "" : ", " + repairs + (repairs == 1 ? " of them a repair" : " of them repairs");
        return "; " + attempts + " attempts" + kinds + ": "
                + costs.stream().map(Cost::words).collect(Collectors.joining(" + "));
    }
}
