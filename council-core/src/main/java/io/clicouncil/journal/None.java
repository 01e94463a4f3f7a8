package io.clicouncil.journal;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.strategy.Outcomes;
import java.util.List;

/** The journal that keeps nothing. */
enum None implements Journal {
    NONE;

    @Override
    public Kept append(CouncilEvent event) {
        return Kept.SAFELY;
    }

    @Override
    public List<CouncilEvent> events(String runId) {
        return List.of();
    }

    @Override
    public Outcomes outcomes() {
        return Outcomes.NONE;
    }
}
