package io.clicouncil.history;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * One connection to a journal's file, used by one thread at a time, and the one place where the database's errors are
 * caught. The file is never opened by other means: closing a second descriptor of it in this JVM would drop the locks that
 * SQLite holds on it.
 */
final class Database implements AutoCloseable {
    private final Path file;
    private final Connection connection;
    private final Runnable makeRoom;
    private final @Nullable Object identity;
    private Reason reason = Reason.ENVIRONMENT;
    private boolean onReserve;

    /** How a connection is made. */
    interface Connecting {
        Connection to(Path file) throws SQLException;
    }

    /** What is done with the connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private Database(Path file, Connection connection, Runnable makeRoom) {
        this.file = file;
        this.connection = connection;
        this.makeRoom = makeRoom;
        this.identity = identity();
    }

    /**
     * Connects to a file that exists.
     *
     * @param connecting how
     * @param makeRoom called where there is no room on the disk, before the work is done once more
     */
    static Database open(Path file, Connecting connecting, Runnable makeRoom) {
        try {
            return new Database(file, connecting.to(file), makeRoom);
        } catch (SQLException e) {
            throw Fault.translated(e, file, Reason.ENVIRONMENT);
        }
    }

    /** From now on a fault is one in the middle of a run. */
    synchronized Database inUse() {
        reason = Reason.INTERNAL;
        return this;
    }

    /** Whether room had to be made. */
    synchronized boolean onReserve() {
        return onReserve;
    }

    /** Reads. */
    synchronized <T> T read(Work<T> work) {
        return translated(work);
    }

    /**
     * Writes: all of it or nothing, and when this returns it is on the disk. Where there is no room some is made and
     * the work done once more.
     */
    synchronized <T> T write(Work<T> work) {
        return translated(open -> {
            T value;
            try {
                value = transaction(work);
            } catch (SQLException e) {
                if (!Fault.isLackOfRoom(e)) {
                    throw e;
                }
                makeRoom.run();
                value = transaction(work);
                onReserve = true;
            }
            requireInPlace();
            return value;
        });
    }

    private <T> T transaction(Work<T> work) throws SQLException {
        Rows.change(connection, "BEGIN IMMEDIATE");
        boolean committed = false;
        try {
            T value = work.on(connection);
            Rows.change(connection, "COMMIT");
            committed = true;
            return value;
        } finally {
            if (!committed) {
                rollBack();
            }
        }
    }

    private void rollBack() {
        try {
            Rows.change(connection, "ROLLBACK");
        } catch (SQLException e) {
            // After some errors SQLite has rolled back by itself; the error that led here is the one to tell.
        }
    }

    /** SQLite would go on writing into a file that nobody can find any more. */
    private void requireInPlace() {
        if (!Objects.equals(identity, identity())) {
            throw new CouncilException(
                    reason,
                    "the journal " + file
                            + " was removed or replaced while it was in use, so nothing more can be kept in"
                            + " it: put it back, or begin again with a new run");
        }
    }

    /** What tells this file from another one of the same name, or null where there is none. */
    private @Nullable Object identity() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Object key = attributes.fileKey();
            return key == null ? "exists" : key;
        } catch (IOException e) {
            return null;
        }
    }

    private <T> T translated(Work<T> work) {
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw Fault.translated(e, file, reason);
        }
    }

    /** Refuses a file whose pages do not fit together. */
    void requireSound() {
        read(open -> {
            String verdict = Rows.text(open, "PRAGMA integrity_check(1)");
            if (!verdict.equals("ok")) {
                throw Fault.of(SQLiteErrorCode.SQLITE_CORRUPT, verdict);
            }
            return verdict;
        });
    }

    @Override
    public synchronized void close() {
        read(open -> {
            open.close();
            return open;
        });
    }
}
