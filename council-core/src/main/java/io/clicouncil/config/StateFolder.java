package io.clicouncil.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the council keeps what outlives its runs and belongs to no repository.
 *
 * @since 0.1
 */
public final class StateFolder {
    private StateFolder() {}

    /** {@code council/} below {@code XDG_STATE_HOME}, else below {@code ~/.local/state}; empty where there is no home. */
    public static Optional<Path> of(Map<String, String> environment) {
        return UserFolders.of(environment).state();
    }
}
