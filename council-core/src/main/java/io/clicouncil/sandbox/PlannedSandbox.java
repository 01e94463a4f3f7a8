package io.clicouncil.sandbox;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import io.clicouncil.process.SandboxSupport;
import io.clicouncil.sandbox.SandboxSettings.Mode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What will be around commands here.
 *
 * @param settings how they are to be walled in
 * @param inForce what walls them in, {@code none} for nothing
 * @param problem why there are no walls although some are wanted, or what they cannot do here; null where all is as wanted
 * @since 0.1
 */
public record PlannedSandbox(
        @JsonUnwrapped SandboxSettings settings,
        String inForce,
        @Nullable String problem) {
    /** No walls, as wanted. */
    public static final PlannedSandbox OFF = new PlannedSandbox(SandboxSettings.OFF, SandboxSupport.NONE, null);

    /** Checks the parts. */
    public PlannedSandbox {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(inForce, "inForce");
    }

    /**
     * What these settings come to where this is possible.
     *
     * @throws CouncilException of reason {@code REFUSED} where walls are required and not possible
     */
    public static PlannedSandbox of(SandboxSettings settings, SandboxSupport support) {
        if (settings.mode() == Mode.NONE) {
            return new PlannedSandbox(settings, SandboxSupport.NONE, null);
        }
        if (settings.mode() == Mode.REQUIRED && !support.available()) {
            throw new CouncilException(
                    Reason.REFUSED,
                    "a sandbox is required, and there is none here: " + support.problem()
                            + "; 'sandbox: { mode: auto }' goes on without one");
        }
        return new PlannedSandbox(settings, support.name(), support.problem().isEmpty() ? null : support.problem());
    }

    /** Whether there are walls. */
    public boolean up() {
        return !inForce.equals(SandboxSupport.NONE);
    }
}
