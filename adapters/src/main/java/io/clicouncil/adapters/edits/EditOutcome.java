package io.clicouncil.adapters.edits;

import java.util.List;

/**
 * What became of an answer: all of its edits were made, or none.
 *
 * @param applied what was done to files, in the order of the answer; empty where nothing was asked for or all was so
 *     already
 * @param refusals why nothing was done, one sentence for each edit that cannot be made
 * @param asked how many edits the answer holds that could be read
 * @since 0.1
 */
public record EditOutcome(List<FileEdit> applied, List<String> refusals, int asked) {

    /** Checks that a refused answer changed nothing, and takes copies. */
    public EditOutcome {
        applied = List.copyOf(applied);
        refusals = List.copyOf(refusals);
        if (!applied.isEmpty() && !refusals.isEmpty()) {
            throw new IllegalArgumentException("an answer is applied in whole or not at all");
        }
    }

    /** Whether something in the answer cannot be done, so that nothing was. */
    public boolean refused() {
        return !refusals.isEmpty();
    }
}
