package io.clicouncil.workspace;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whose lines stay where a change and the user's branch have changed the same ones. It says nothing of lines that only one
 * of them has changed, nor of a file that one of them has deleted.
 *
 * @since 0.1
 */
public enum ConflictRule {
    /** Nobody's: the change is refused. */
    @JsonProperty("refuse")
    REFUSE,
    /** Those of the user's branch. */
    @JsonProperty("ours")
    OURS,
    /** Those of the change. */
    @JsonProperty("theirs")
    THEIRS
}
