package io.clicouncil.worktrees;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit quiet. Left alone, its first look at a repository starts git twice, measures the clock of the file system for
 * seconds with probe files beside the repository, and writes what it found into the user's home. JGit has one reader for
 * the whole JVM; this one changes nothing else, so that a program that uses JGit beside the council sees what it saw
 * before.
 */
final class QuietSystemReader extends SystemReader.Delegate {
    /** The clocks of today's file systems tick every 4 or 10 ms; twice that is on the safe side. */
    private static final String RESOLUTION = "20 ms";

    private static final Path SYSTEM_CONFIG = Path.of("/etc/gitconfig");

    private final InMemoryConfig measured = new InMemoryConfig(null);

    private QuietSystemReader(SystemReader reader) {
        super(reader);
    }

    /** Sees to it that nothing is measured on the file system of {@code path}; before JGit looks at anything there. */
    static synchronized void keepQuietAt(Path path) throws IOException {
        if (!(SystemReader.getInstance() instanceof QuietSystemReader)) {
            SystemReader.setInstance(new QuietSystemReader(SystemReader.getInstance()));
        }
        if (SystemReader.getInstance() instanceof QuietSystemReader quiet) {
            quiet.know(Files.getFileStore(path));
        }
    }

    /** Says of a file system what JGit would have measured, under the key that it would have been kept at. */
    private void know(FileStore store) {
        String key = getProperty("java.vendor") + "|" + getProperty("java.version") + "|" + store.name();
        if (measured.getString("filesystem", key, "timestampResolution") == null) {
            measured.setString("filesystem", key, "timestampResolution", RESOLUTION);
            measured.setString("filesystem", key, "minRacyThreshold", RESOLUTION);
        }
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return measured;
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        boolean unwanted = getenv("GIT_CONFIG_NOSYSTEM") != null || !Files.isRegularFile(SYSTEM_CONFIG);
        File file = SYSTEM_CONFIG.toFile();
        return unwanted ? new InMemoryConfig(parent) : new FileBasedConfig(parent, file, fs);
    }

    /** A configuration without a file. */
    private static final class InMemoryConfig extends FileBasedConfig {
        InMemoryConfig(@Nullable Config parent) {
            super(parent, null, FS.DETECTED);
        }

        @Override
        public void load() {
            // There is nothing to read.
        }

        @Override
        public void save() {
            // Nothing is worth keeping.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
