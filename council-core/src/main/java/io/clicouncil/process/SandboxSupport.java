package io.clicouncil.process;

import java.util.Objects;

/**
 * What walls can be put around commands here.
 *
 * @param name what makes them, as results name it, {@code none} where nothing does
 * @param problem why there are none and what to do, for a person; or what they cannot do here; empty where all is well
 * @since 0.1
 */
public record SandboxSupport(String name, String problem) {
    /** What results say where nothing walls a command in. */
    public static final String NONE = "none";

    /** Checks the parts. */
    public SandboxSupport {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(problem, "problem");
    }

    /** Whether a command can be walled in. */
    public boolean available() {
        return !name.equals(NONE);
    }
}
