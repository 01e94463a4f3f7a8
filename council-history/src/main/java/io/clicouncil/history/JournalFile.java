package io.clicouncil.history;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import io.clicouncil.state.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where the journal of a repository is, and how it is opened.
 *
 * @param folder the council's own folder in the common git directory
 */
record JournalFile(Path folder) {
    /** Above this size looking through all pages would be felt at each start: two milliseconds for each megabyte. */
    private static final long LOOKED_THROUGH_BYTES = 16L * 1024 * 1024;

    static JournalFile in(Path commonDirectory) {
        return new JournalFile(commonDirectory.toAbsolutePath().resolve("council"));
    }

    /** The database. */
    Path path() {
        return folder.resolve("journal.db");
    }

    /** Opens it for writing, and makes it where it is missing. A file that is refused is left as it is. */
    Database forWriting() {
        create();
        forReading().ifPresent(this::refuseDamaged);
        NativeLibrary.load(folder);
        Reserve reserve = new Reserve(folder.resolve("reserve"));
        Database database = Database.open(path(), Connections::forWriting, reserve::free);
        boolean ready = false;
        try {
            Schema.migrate(database);
            reserve.take();
            ready = true;
            return database.inUse();
        } finally {
            if (!ready) {
                database.close();
            }
        }
    }

    /** Opens it for reading, where there is one that holds anything. */
    Optional<Database> forReading() {
        if (!Files.exists(path())) {
            return Optional.empty();
        }
        NativeLibrary.load(folder);
        Database database = Database.open(path(), Connections::forReading, () -> {});
        boolean readable = false;
        try {
            readable = database.read(connection -> {
                Schema.check(connection, path());
                return !Schema.isBlank(connection);
            });
            return readable ? Optional.of(database) : Optional.empty();
        } finally {
            if (!readable) {
                database.close();
            }
        }
    }

    private void refuseDamaged(Database database) {
        try (database) {
            if (Files.size(path()) <= LOOKED_THROUGH_BYTES) {
                database.requireSound();
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void create() {
        try {
            if (!Files.isDirectory(folder)) {
                // The folder above is the repository's, and nothing that is made here.
                Path repository = folder.resolveSibling("").toRealPath();
                unlessThere(() -> PrivateFiles.makeFolder(repository.resolve(folder.getFileName())));
                sync(folder.resolveSibling(""));
            }
            if (!Files.exists(path())) {
                unlessThere(() -> Files.createFile(path(), forItsOwnerOnly()));
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private interface Making {
        Path make() throws IOException;
    }

    /** Another council may be faster; what is wrong with what it made shows when it is opened. */
    private static void unlessThere(Making making) throws IOException {
        try {
            making.make();
        } catch (FileAlreadyExistsException made) {
            // Then it is there, which is all that was wanted.
        }
    }

    private FileAttribute<?>[] forItsOwnerOnly() {
        return path().getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Makes the entry of a new folder outlive a power cut; SQLite does so for its own files only. */
    private static void sync(Path parent) {
        try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Not every system can do it, and none has lost anything yet.
        }
    }

    private CouncilException unusable(IOException error) {
        return new CouncilException(
                Reason.ENVIRONMENT,
                "the journal " + path() + " cannot be made (" + error.getMessage()
                        + "): the folder must be yours to write and have some space left",
                error);
    }
}
