package io.clicouncil.workspace;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What workspace is wanted.
 *
 * @param name what it is for, unique among the leases of the run that are held at a time: an agent's name, or one followed
 *     by {@code +} and a word
 * @param commit the full id of the commit that it starts from
 * @param provision what is brought along from the user's working tree
 * @param existing the root of the workspace that a council before this one leased under the same name and commit, taken
 *     over with all that was done in it; null for a new one
 * @since 0.1
 */
public record LeaseRequest(
        String name,
        String commit,
        Provision provision,
        @Nullable Path existing) {
    /** Checks the parts. */
    public LeaseRequest {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(provision, "provision");
    }

    /** A new workspace with nothing brought along. */
    public static LeaseRequest of(String name, String commit) {
        return new LeaseRequest(name, commit, Provision.NONE, null);
    }
}
