package io.clicouncil.workspace;

import java.util.Objects;

/**
 * How a change is to be applied.
 *
 * @param mode into what form
 * @param message the whole message of the commit, trailers included, where one is made
 * @since 0.1
 */
public record ApplyRequest(ApplyMode mode, String message) {
    /** Checks the parts. */
    public ApplyRequest {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(message, "message");
    }
}
