package io.clicouncil.engine;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.journal.Journal;
import io.clicouncil.json.Json;
import io.clicouncil.strategy.Outcomes;
import java.util.ArrayList;
import java.util.List;

/** A journal on a disk that can fill up. What it keeps passes through JSON, as it would on a real one. */
final class MemoryJournal implements Journal {
    private final List<CouncilEvent> events = new ArrayList<>();

    /** From how many events on there is only the reserve. */
    int reserveAfter = Integer.MAX_VALUE;

    /** From how many events on nothing can be kept. */
    int fullAfter = Integer.MAX_VALUE;

    /** What came of agents before. */
    Outcomes outcomes = Outcomes.NONE;

    MemoryJournal() {}

    /** A journal in which this has been kept already. */
    MemoryJournal(List<CouncilEvent> before) {
        events.addAll(before);
    }

    @Override
    public synchronized Kept append(CouncilEvent event) {
        if (events.size() >= fullAfter) {
            throw new CouncilException(CouncilException.Reason.INTERNAL, "the disk is full");
        }
        events.add(Json.event(Json.event(event)));
        return events.size() > reserveAfter ? Kept.ON_RESERVE : Kept.SAFELY;
    }

    @Override
    public synchronized List<CouncilEvent> events(String runId) {
        return events.stream().filter(event -> event.runId().equals(runId)).toList();
    }

    @Override
    public Outcomes outcomes() {
        return outcomes;
    }

    synchronized List<CouncilEvent> all() {
        return List.copyOf(events);
    }
}
