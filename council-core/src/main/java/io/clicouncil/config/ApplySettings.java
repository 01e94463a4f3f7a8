package io.clicouncil.config;

import io.clicouncil.workspace.ApplyMode;
import java.util.Objects;

/**
 * How a winner is applied.
 *
 * @param wanted whether this run is to apply its winner; only {@code --apply} says so, a file never does
 * @param mode by which mode, {@link ApplyMode#SQUASH} by default; {@link ApplyMode#PATCH} for a run that starts from a
 *     snapshot, unless an option names another
 * @param allowRisky whether a risky change may be applied, by default not
 * @since 0.1
 */
public record ApplySettings(boolean wanted, ApplyMode mode, boolean allowRisky) {

    /** Checks the parts. */
    public ApplySettings {
        Objects.requireNonNull(mode, "mode");
    }

    /** The same for a run that starts from a snapshot: its commits are not for the user's branch, whatever a file says. */
    public ApplySettings ofSnapshot() {
        return new ApplySettings(wanted, ApplyMode.PATCH, allowRisky);
    }
}
