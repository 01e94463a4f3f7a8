package io.clicouncil.workspace;

import io.clicouncil.policy.ChangePolicy;
import java.util.List;
import java.util.Objects;

/**
 * How a change is to be captured.
 *
 * @param branch the short name of the branch to make, for example {@code council/20261121-093012-k3f9/claude}
 * @param message the commit's message
 * @param protect patterns, as in {@code .gitignore}, of paths whose edits are taken out of the change
 * @param policy what the change is held against
 * @since 0.1
 */
public record CaptureRequest(String branch, String message, List<String> protect, ChangePolicy policy) {
    /** Checks the parts and takes a copy. */
    public CaptureRequest {
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(policy, "policy");
        protect = List.copyOf(protect);
    }

    /** A request under no policy. */
    public CaptureRequest(String branch, String message, List<String> protect) {
        this(branch, message, protect, ChangePolicy.NONE);
    }
}
