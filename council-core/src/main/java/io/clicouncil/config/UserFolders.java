package io.clicouncil.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The user's own folders, as the XDG base directory specification names them: a variable that is empty or relative
 * counts as none.
 *
 * @param home the user's home, where it is known
 * @param configuration the council's configuration, where it is known
 * @param cache the council's cache, where it is known
 * @param state what the council remembers between runs in all repositories, where it is known
 */
record UserFolders(Optional<Path> home, Optional<Path> configuration, Optional<Path> cache, Optional<Path> state) {
    private static final String COUNCIL = "council";

    static UserFolders of(Map<String, String> environment) {
        Optional<Path> home = absolute(environment, "HOME");
        return new UserFolders(
                home,
                absolute(environment, "XDG_CONFIG_HOME")
                        .or(() -> home.map(path -> path.resolve(".config")))
                        .map(path -> path.resolve(COUNCIL)),
                absolute(environment, "XDG_CACHE_HOME")
                        .or(() -> home.map(path -> path.resolve(".cache")))
                        .map(path -> path.resolve(COUNCIL)),
                absolute(environment, "XDG_STATE_HOME")
                        .or(() -> home.map(path -> path.resolve(".local/state")))
                        .map(path -> path.resolve(COUNCIL)));
    }

    private static Optional<Path> absolute(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).map(Path::of).filter(Path::isAbsolute);
    }
}
