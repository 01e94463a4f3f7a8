package io.clicouncil.engine;

import io.clicouncil.result.AggregatedResult.Applied;
import io.clicouncil.result.Selection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last steps of a run, as far as they have come.
 *
 * @param begun whether they have begun; they come once
 * @param selection the decision, or null
 * @param applied what was done to the user's branch, or null
 * @param applyRefused why nothing was, or null
 * @param failure why the run itself could not be carried to its end, or null
 * @param over when it ended first, or null; what is done with its result later does not make it longer
 */
record Ending(
        boolean begun,
        @Nullable Selection selection,
        @Nullable Applied applied,
        @Nullable String applyRefused,
        @Nullable String failure,
        @Nullable Instant over) {
    static final Ending NOT_YET = new Ending(false, null, null, null, null, null);

    Ending beginning() {
        return new Ending(true, selection, applied, applyRefused, failure, over);
    }

    Ending selected(Selection decision) {
        return new Ending(begun, decision, applied, applyRefused, failure, over);
    }

    Ending applied(Applied done) {
        return new Ending(begun, selection, done, null, failure, over);
    }

    Ending applyRefused(String reason) {
        return new Ending(begun, selection, applied, reason, failure, over);
    }

    Ending failed(String why) {
        return new Ending(begun, selection, applied, applyRefused, why, over);
    }

    Ending over(Instant when) {
        return new Ending(begun, selection, applied, applyRefused, failure, over == null ? when : over);
    }

    /** What is left of it when the run goes on: nothing but what was done to the user's branch. */
    Ending undone() {
        return new Ending(false, null, applied, null, null, null);
    }
}
