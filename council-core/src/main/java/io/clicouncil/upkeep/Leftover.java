package io.clicouncil.upkeep;

import io.clicouncil.workspace.RunRemains;
import java.util.Objects;

/**
 * What a run left, and what it is worth.
 *
 * @param remains what is there
 * @param state what the journal and the kernel say of the run
 * @since 0.1
 */
public record Leftover(RunRemains remains, State state) {

    /** How a run stands. */
    public enum State {
        /** Its process lives. */
        GOES_ON,
        /** Its process is gone in the middle of it; it can be resumed. */
        CUT_OFF,
        /** It ended, and what is left of it was meant to stay. */
        ENDED,
        /** It ended, or never began, and something is left that should not be. */
        UNTIDY
    }

    /** Checks the parts. */
    public Leftover {
        Objects.requireNonNull(remains, "remains");
        Objects.requireNonNull(state, "state");
    }
}
