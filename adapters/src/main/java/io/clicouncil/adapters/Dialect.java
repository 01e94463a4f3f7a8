package io.clicouncil.adapters;

import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.adapter.Session;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Estimate;
import io.clicouncil.failure.Failure;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What one agent has to itself: how it is called, how its output is understood, and how it is looked for. */
interface Dialect {

    /** What it can do and needs. */
    Capabilities capabilities();

    /** Why this attempt is not even begun, or null. */
    default @Nullable Failure refusal(TaskAssignment assignment) {
        return null;
    }

    /** Makes what the agent needs to find in the attempt's own folder. May block. */
    default void prepare(TaskAssignment assignment) throws IOException {}

    /** Whether what its program needs to find the session of an attempt is still there. May block. */
    default boolean finds(Session session, TaskAssignment assignment) {
        return true;
    }

    /** What its program says where it does not know the session that it is to go on with, or null. */
    default @Nullable Pattern unknownSession() {
        return null;
    }

    /** How it is called for this attempt. */
    Invocation invocation(TaskAssignment assignment);

    /** A fresh reader of one attempt's output. */
    Transcript transcript(TaskAssignment assignment);

    /** Whether it is there. */
    Mono<Availability> probe();

    /** What an attempt may cost, where the agent's options say so. */
    default Estimate estimate() {
        return Estimate.UNKNOWN;
    }
}
