package io.clicouncil.realclis.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the provider does with one request for its model. */
public sealed interface Move {

    /** Answers as the script has it. */
    record Answer() implements Move {}

    /**
     * Refuses.
     *
     * @param status the status of the answer
     * @param retryAfter how long it asks to wait, in whole seconds, or null where it does not say
     */
    record Refuse(int status, @Nullable Duration retryAfter) implements Move {}

    /** Takes the request and never answers. */
    record Hang() implements Move {}

    /** Begins to answer as the script has it, and cuts the connection in the middle. */
    record Break() implements Move {}

    /** Refuses with this status. */
    static Move refuse(int status) {
        return new Refuse(status, null);
    }

    /** Refuses for now: there were too many requests. */
    static Move rateLimit(Duration retryAfter) {
        return new Refuse(429, retryAfter);
    }
}
