package io.clicouncil.cli;

import io.clicouncil.config.ConfigLoader;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.worktrees.TrackedFiles;
import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code .env} beside {@code council.yml}: variables just below the environment. A file that git tracks was written by
 * whoever wrote the repository, and is not read.
 */
final class DotEnv {
    private static final String FILE_NAME = ".env";

    private DotEnv() {}

    /**
     * An environment with what the file adds to it.
     *
     * @param environment wins over the file
     * @param directory where {@code council.yml} is looked for first
     * @param root where it is looked for last
     */
    static Map<String, String> over(Map<String, String> environment, Path directory, Path root) {
        Path folder = ConfigLoader.find(directory, root).map(Path::getParent).orElse(directory);
        Path file = folder.resolve(FILE_NAME);
        if (!Files.isRegularFile(file) || TrackedFiles.tracks(root, file)) {
            return environment;
        }
        Map<String, String> merged = new HashMap<>();
        try {
            Dotenv.configure()
                    .directory(folder.toString())
                    .filename(FILE_NAME)
                    .load()
                    .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
                    .forEach(entry -> merged.put(entry.getKey(), entry.getValue()));
        } catch (DotenvException unreadable) {
            // Its message may quote a line, and a line may hold a key.
            throw CouncilException.usage(file + " cannot be read: each line is NAME=value");
        }
        merged.putAll(environment);
        return merged;
    }
}
