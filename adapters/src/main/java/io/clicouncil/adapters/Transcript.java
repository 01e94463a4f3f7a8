package io.clicouncil.adapters;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.Failure;
import io.clicouncil.process.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Understands what one attempt of an agent prints. Its methods are called one after another and never throw. */
interface Transcript {

    /** What a line means besides itself: an activity, a spending, or nothing. */
    default List<AgentEvent> read(Channel channel, String line) {
        return List.of();
    }

    /** What the agent itself reported, when all is over. Called once, last; it may read the files. */
    Report report(Printed printed);

    /**
     * What an agent reported.
     *
     * @param failure why it did not succeed, or null where it believes that it is done
     * @param usage its tokens
     * @param cost its price
     * @param model the model that answered, or null
     * @param session its session, or null
     * @param message its last words, or null
     */
    record Report(
            @Nullable Failure failure,
            Usage usage,
            Cost cost,
            @Nullable String model,
            @Nullable String session,
            @Nullable String message) {

        /** The same, having failed so. */
        Report failing(@Nullable Failure newFailure) {
            return new Report(newFailure, usage, cost, model, session, message);
        }
    }
}
