package io.clicouncil.workspace;

import java.util.Objects;

/**
 * How a change is to be applied.
 *
 * @param mode into what form
 * @param message the whole message of the commit, trailers included, where one is made
 * @param conflicts what to do where the change conflicts with the user's branch
 * @since 0.1
 */
public record ApplyRequest(ApplyMode mode, String message, ConflictRule conflicts) {
    /** A request to apply what does not conflict. */
    public ApplyRequest(ApplyMode mode, String message) {
        this(mode, message, ConflictRule.REFUSE);
    }

    /** Checks the parts. */
    public ApplyRequest {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(conflicts, "conflicts");
    }
}
