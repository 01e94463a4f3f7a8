package io.clicouncil.workspace;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a change is put into the user's branch.
 *
 * @since 0.1
 */
public enum ApplyMode {
    /** One commit on the user's branch. */
    @JsonProperty("squash")
    SQUASH,
    /** A merge commit, even where the branch could be moved forward. */
    @JsonProperty("merge")
    MERGE,
    /** The branch moves forward to the change; refused where it is no longer at the base. */
    @JsonProperty("ff")
    FF,
    /** The change goes into the working tree and stays uncommitted. */
    @JsonProperty("patch")
    PATCH
}
