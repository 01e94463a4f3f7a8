package io.clicouncil.history;

import io.clicouncil.result.AggregatedResult.KnownCost;
import io.clicouncil.result.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run as a list tells it. One without an end goes on or was cut off; the journal cannot know which, but the run's lock
 * does.
 *
 * @param id the run's id
 * @param started when it began
 * @param ended when it ended, or null where it has no end
 * @param status how it ended, or null where it has no end
 * @param task the first line of the task
 * @param base the id of the commit that it started from
 * @param branch the user's branch, or null on a detached head
 * @param agents who was asked, in the order of the configuration
 * @param winner the agent that won, or null
 * @param cost what is known of the money, so far where it has no end, or null where nothing was told of it yet
 * @since 0.1
 */
public record RunEntry(
        String id,
        Instant started,
        @Nullable Instant ended,
        @Nullable RunStatus status,
        String task,
        String base,
        @Nullable String branch,
        List<String> agents,
        @Nullable String winner,
        @Nullable KnownCost cost) {

    /** Checks the parts and takes a copy. */
    public RunEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(base, "base");
        agents = List.copyOf(agents);
        if ((status == null) != (ended == null) || (status != null && cost == null)) {
            throw new IllegalArgumentException("a run has an end, a status and a cost, or no end: " + id);
        }
    }

    RunEntry spent(@Nullable KnownCost known) {
        return new RunEntry(id, started, ended, status, task, base, branch, agents, winner, known);
    }
}
