package io.clicouncil.adapters;

import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Estimate;
import reactor.core.publisher.Mono;

/** What one agent has to itself: how it is called, how its output is understood, and how it is looked for. */
interface Dialect {

    /** What it can do and needs. */
    Capabilities capabilities();

    /** How it is called for this attempt. */
    Invocation invocation(TaskAssignment assignment);

    /** A fresh reader of one attempt's output. */
    Transcript transcript(TaskAssignment assignment);

    /** Whether it is there. */
    Mono<Availability> probe();

    /** What an attempt may cost. */
    default Estimate estimate() {
        return Estimate.UNKNOWN;
    }
}
