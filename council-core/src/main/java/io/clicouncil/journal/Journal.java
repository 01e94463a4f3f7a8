package io.clicouncil.journal;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.strategy.Outcomes;
import java.util.List;

/**
 * An append-only record of what happened. Its methods block; the engine calls them where that is allowed, one at a time
 * for each run. What agents print and do in words ({@link CouncilEvent.AgentOutput}, {@link CouncilEvent.AgentActivity}) is
 * not handed to it: that is in the files of the attempts.
 *
 * @since 0.1
 */
public interface Journal {

    /** How an event was kept. */
    enum Kept {
        /** It is safe. */
        SAFELY,
        /** It is safe, but there is hardly any room for more: nothing new should be begun. */
        ON_RESERVE
    }

    /**
     * Keeps an event. When this returns, the event outlives a crash and a power cut.
     *
     * @throws io.clicouncil.failure.CouncilException where it cannot be kept, saying what to do; all that was kept before
     *     stays
     */
    Kept append(CouncilEvent event);

    /**
     * The events of a run that were kept, in order; none where it is not known.
     *
     * @throws io.clicouncil.failure.CouncilException where they cannot be read
     */
    List<CouncilEvent> events(String runId);

    /**
     * What came of agents in the runs that have ended, each run a task by its id; a strategy learns from it.
     *
     * @throws io.clicouncil.failure.CouncilException where it cannot be read
     */
    Outcomes outcomes();

    /** Keeps nothing: for a council that lives in memory alone. */
    static Journal none() {
        return None.NONE;
    }
}
