package io.clicouncil.history;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.journal.Journal;
import io.clicouncil.strategy.Outcomes;
import java.util.List;

/** What has been recorded, for a council that only plans. */
record ReadOnlyJournal(History history) implements Journal {
    @Override
    public Kept append(CouncilEvent event) {
        throw new UnsupportedOperationException("this journal is only read");
    }

    @Override
    public List<CouncilEvent> events(String runId) {
        return history.events(runId);
    }

    @Override
    public Outcomes outcomes() {
        return history.outcomes();
    }
}
