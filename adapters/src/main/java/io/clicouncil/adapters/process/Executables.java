package io.clicouncil.adapters.process;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds executables as a shell would, but never in a relative folder: a repository must not be able to slip a program
 * of its own under a well-known name.
 *
 * @since 0.1
 */
public final class Executables {
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";
    private static final List<String> SYSTEM_FOLDERS =
            List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin", "/run/current-system/sw/bin");

    private Executables() {}

    /**
     * What was found.
     *
     * @param path the executable, absolute, or null where there is none
     * @param problem what is wrong, for a person; empty where it was found
     */
    public record Found(@Nullable Path path, String problem) {}

    /**
     * Looks for an executable.
     *
     * @param name a name to look up on the {@code PATH} of {@code environment}, or a path with a slash, which is
     *     resolved against {@code directory}
     */
    public static Found find(String name, Path directory, Map<String, String> environment) {
        try {
            if (name.indexOf('/') >= 0) {
                return check(directory.resolve(name).toAbsolutePath());
            }
            return Stream.of(environment.getOrDefault("PATH", DEFAULT_PATH).split(":"))
                    .filter(folder -> folder.startsWith("/"))
                    .map(folder -> Path.of(folder, name))
                    .filter(Executables::runnable)
                    .findFirst()
                    .map(path -> new Found(path, ""))
                    .orElseGet(() -> new Found(null, "there is no " + name + " on the PATH"));
        } catch (InvalidPathException e) {
            return new Found(null, "no file can have the name of this command");
        }
    }

    /** A tool of the operating system, looked for where systems keep them and nowhere else. */
    static Optional<String> system(String name) {
        return SYSTEM_FOLDERS.stream()
                .map(folder -> Path.of(folder, name))
                .filter(Executables::runnable)
                .map(Path::toString)
                .findFirst();
    }

    private static Found check(Path path) {
        if (runnable(path)) {
            return new Found(path, "");
        }
        return new Found(null, Files.exists(path) ? path + " may not be executed" : "there is no " + path);
    }

    private static boolean runnable(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
