package io.clicouncil.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.state.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which {@code council.yml} the user trusts: by where it lies and by every byte of it, kept in the user's own state
 * folder, where no repository comes. What was trusted once stays so, so that changing between branches asks nothing twice.
 * Every method reads or writes files and blocks.
 *
 * @since 0.1
 */
public final class TrustStore {
    private final Path folder;
    private final Clock clock;

    /**
     * The store of a user.
     *
     * @param environment says where his state folder is
     * @param clock tells which version was trusted last
     * @throws CouncilException where there is no home
     */
    public TrustStore(Map<String, String> environment, Clock clock) {
        this.folder = StateFolder.of(environment)
                .orElseThrow(() -> CouncilException.environment(
                        "HOME is not set, so there is no place to remember what you trust: set HOME"))
                .resolve("trust");
        this.clock = clock;
    }

    /** Whether a file with this content is trusted at its place. */
    public boolean trusts(Path file, String content) {
        return Files.isRegularFile(entry(file, content));
    }

    /** Trusts it from now on. */
    public void trust(Path file, String content) {
        Path entry = entry(file, content);
        try {
            Path versions = PrivateFiles.makeFolder(folderOf(file));
            // A temporary file is the user's alone, and stays so.
            Path fresh = Files.createTempFile(versions, ".new-", "");
            Files.writeString(fresh, content, UTF_8);
            Files.setLastModifiedTime(fresh, FileTime.from(clock.instant()));
            Files.move(fresh, entry, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new CouncilException(
                    CouncilException.Reason.ENVIRONMENT,
                    folder + " cannot be written, so nothing is trusted ("
                            + failed.getClass().getSimpleName() + ")",
                    failed);
        }
    }

    /** The content that was trusted last at this place, or nothing. */
    public Optional<String> latest(Path file) {
        Path versions = folderOf(file);
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(versions)) {
            Optional<Path> last = all.filter(
                            entry -> !String.valueOf(entry.getFileName()).startsWith("."))
                    .max(Comparator.comparing(TrustStore::time));
            return last.isEmpty() ? Optional.empty() : Optional.of(Files.readString(last.get(), UTF_8));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static FileTime time(Path entry) {
        try {
            return Files.getLastModifiedTime(entry);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private Path folderOf(Path file) {
        return folder.resolve(hash(file.toAbsolutePath().normalize().toString()));
    }

    private Path entry(Path file, String content) {
        return folderOf(file).resolve(hash(content));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
