package io.clicouncil.engine;

import io.clicouncil.result.AggregatedResult.Applied;
import io.clicouncil.result.Judgement;
import io.clicouncil.result.Selection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last steps of a run, as far as they have come.
 *
 * @param begun whether they have begun; they come once
 * @param judgement what came of asking the judge, or null where it was not asked
 * @param selection the decision, or null
 * @param applied what was done to the user's branch, or null
 * @param applyRefused why nothing was, or null
 * @param failure why the run itself could not be carried to its end, or null
 * @param over when it ended first, or null; what is done with its result later does not make it longer
 */
record Ending(
        boolean begun,
        @Nullable Judgement judgement,
        @Nullable Selection selection,
        @Nullable Applied applied,
        @Nullable String applyRefused,
        @Nullable String failure,
        @Nullable Instant over) {
    static final Ending NOT_YET = new Ending(false, null, null, null, null, null, null);

    Ending beginning() {
        return new Ending(true, judgement, selection, applied, applyRefused, failure, over);
    }

    Ending judged(Judgement answer) {
        return new Ending(begun, answer, selection, applied, applyRefused, failure, over);
    }

    Ending selected(Selection decision) {
        return new Ending(begun, judgement, decision, applied, applyRefused, failure, over);
    }

    Ending applied(Applied done) {
        return new Ending(begun, judgement, selection, done, null, failure, over);
    }

    Ending applyRefused(String reason) {
        return new Ending(begun, judgement, selection, applied, reason, failure, over);
    }

    Ending failed(String why) {
        return new Ending(begun, judgement, selection, applied, applyRefused, why, over);
    }

    Ending over(Instant when) {
        return new Ending(begun, judgement, selection, applied, applyRefused, failure, over == null ? when : over);
    }

    /** What is left of it when the run goes on: nothing but what the judge said, which is paid
     * for, and what was done to the user's branch. */
    Ending undone() {
        return new Ending(false, judgement, null, applied, null, null, null);
    }
}
