package io.clicouncil.realclis;

import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.config.HostEnvironment;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Installs packages of npm, each into a folder of its own that outlives a build, and only where it is missing. The folder
 * is {@code $COUNCIL_TEST_CLIS}, or {@code ~/.cache/council-real-clis}.
 */
final class Installation {
    private static final Duration LONGEST = Duration.ofMinutes(15);
    /** Written last: what has it is complete. */
    private static final String MARKER = ".complete";

    private final Path root;

    Installation() {
        Map<String, String> environment = HostEnvironment.current();
        String chosen = environment.get("COUNCIL_TEST_CLIS");
        root = chosen == null
                ? Path.of(environment.getOrDefault("HOME", "."), ".cache", "council-real-clis")
                : Path.of(chosen);
    }

    /**
     * The folder with the commands of a package, which is installed first where it is missing.
     *
     * @throws IllegalStateException where it cannot be installed, saying what is needed
     */
    Path commandsOf(NpmPackage wanted) {
        return folderOf(wanted).resolve("node_modules/.bin");
    }

    /** The folder below which a package is installed; as {@link #commandsOf}. */
    synchronized Path folderOf(NpmPackage wanted) {
        Path folder = root.resolve(wanted.folder());
        if (!Files.exists(folder.resolve(MARKER))) {
            try {
                Files.createDirectories(folder);
                installLocked(wanted, folder);
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
        }
        return folder;
    }

    /** Another build on this machine may want the same at the same time. */
    private void installLocked(NpmPackage wanted, Path folder) throws IOException {
        Path lockFile = root.resolve(wanted.folder() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(folder.resolve(MARKER))) {
                install(wanted, folder);
                Files.createFile(folder.resolve(MARKER));
            }
        }
    }

    private static void install(NpmPackage wanted, Path folder) throws IOException {
        Path errors = folder.resolve("npm.stderr");
        CommandSpec npm = new CommandSpec(
                List.of("npm", "install", "--no-audit", "--no-fund", "--prefix", folder.toString(), wanted.exact()),
                folder,
                HostEnvironment.current(),
                null,
                folder.resolve("npm.stdout"),
                errors,
                CommandLimits.time(LONGEST),
                StopSignal.create());
        CommandResult ended = ((CommandEvent.Ended)
                        Objects.requireNonNull(new ZtCommandRunner().run(npm).blockLast()))
                .result();
        if (ended.ending() == Ending.NOT_FOUND) {
            throw new IllegalStateException("npm is not on the PATH: the tests of the real agents need it, or a folder"
                    + " COUNCIL_TEST_CLIS in which all are installed");
        }
        if (!ended.succeeded()) {
            throw new IllegalStateException("npm could not install " + wanted.exact() + ": the tests of the real agents"
                    + " need npm's registry, or a folder COUNCIL_TEST_CLIS in which all are installed. It said: "
                    + Files.readString(errors));
        }
    }
}
