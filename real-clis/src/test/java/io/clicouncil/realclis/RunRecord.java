package io.clicouncil.realclis;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import java.util.List;

/**
 * What happened in a run.
 *
 * @param events all of it, in order
 */
record RunRecord(List<CouncilEvent> events) {
    RunRecord {
        events = List.copyOf(events);
    }

    /** The events of this kind. */
    <T extends CouncilEvent> List<T> of(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    AggregatedResult result() {
        return of(CouncilEvent.RunFinished.class).get(0).result();
    }

    Candidate candidate(RealCli cli) {
        return result().candidates().stream()
                .filter(candidate -> candidate.agent().equals(cli.adapter()))
                .findFirst()
                .orElseThrow();
    }

    /** How the attempts of an agent ended, in order. */
    List<CouncilEvent.AttemptFinished> attempts(RealCli cli) {
        return of(CouncilEvent.AttemptFinished.class).stream()
                .filter(event -> event.agent().equals(cli.adapter()))
                .toList();
    }

    /** What an agent was told to try again, in order. */
    List<CouncilEvent.RetryScheduled> retries(RealCli cli) {
        return of(CouncilEvent.RetryScheduled.class).stream()
                .filter(event -> event.agent().equals(cli.adapter()))
                .toList();
    }
}
