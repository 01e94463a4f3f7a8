package io.clicouncil.adapters;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.cost.Billing;
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
     * Whether these tokens, which it has reported, are all that were ever used in the session, and not those of this attempt
     * alone.
     *
     * @param earlier the tokens of the earlier attempts in the session
     */
    default boolean countsAgain(Usage all, Usage earlier) {
        return false;
    }

    /**
     * What an agent reported.
     *
     * @param failure why it did not succeed, or null where it believes that it is done
     * @param parts its tokens, by model or by request where it tells them apart
     * @param cost its price
     * @param billing who pays how, or null where it does not tell
     * @param model the model that answered, or null
     * @param session its session, or null
     * @param message its last words, or null
     */
    record Report(
            @Nullable Failure failure,
            List<Part> parts,
            Cost cost,
            @Nullable Billing billing,
            @Nullable String model,
            @Nullable String session,
            @Nullable String message) {
        /** Takes a copy. */
        public Report {
            parts = List.copyOf(parts);
        }

        /** A report of an agent that does not tell its tokens apart. */
        static Report of(@Nullable Failure failure, Usage usage, Cost cost, @Nullable String message) {
            return new Report(failure, List.of(new Part(null, usage, false)), cost, null, null, null, message);
        }

        /** All its tokens. */
        Usage usage() {
            return parts.stream().map(Part::usage).reduce(Usage.UNKNOWN, Usage::plus);
        }

        /** The same, having failed so. */
        Report failing(@Nullable Failure newFailure) {
            return new Report(newFailure, parts, cost, billing, model, session, message);
        }
    }

    /**
     * Some of the tokens of an attempt.
     *
     * @param model the model that used them, or null for that of the report
     * @param usage the tokens
     * @param request whether they are those of one single request
     */
    record Part(@Nullable String model, Usage usage, boolean request) {}
}
