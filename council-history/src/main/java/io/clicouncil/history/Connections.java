package io.clicouncil.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** Connections to SQLite: in which mode, and how patient. The driver's service file is not needed for them. */
final class Connections {
    /** A commit of another council takes milliseconds; on a disk that is busy with many checkouts, seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Connections() {}

    /** A connection whose commits are on the disk when they return. */
    static Connection forWriting(Path file) throws SQLException {
        Connection connection = connect(file, "mode=rw");
        boolean ready = false;
        try {
            useWriteAheadLog(connection);
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    /** A connection that changes nothing. */
    static Connection forReading(Path file) throws SQLException {
        try {
            return touched(connect(file, "mode=ro"));
        } catch (SQLException e) {
            if (!(Fault.isNoAccess(e) || Fault.isLackOfRoom(e)) || !isAllInOneFile(file)) {
                throw e;
            }
            // Who reads or writes makes a file beside this one. It is not there and cannot be made, so nobody writes.
            return touched(connect(file, "immutable=1"));
        }
    }

    private static Connection connect(Path file, String mode) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) PATIENCE.toMillis());
        config.enforceForeignKeys(true);
        config.setSynchronous(SynchronousMode.FULL);
        // As a URI, because the driver takes a question mark in a plain path for the begin of its own settings.
        return config.createConnection("jdbc:sqlite:file:" + file.toUri().getRawPath() + "?" + mode);
    }

    /** The file is opened at the first use, so this is it. */
    private static Connection touched(Connection connection) throws SQLException {
        boolean readable = false;
        try {
            Rows.number(connection, "SELECT count(*) FROM sqlite_master");
            readable = true;
            return connection;
        } finally {
            if (!readable) {
                connection.close();
            }
        }
    }

    /** SQLite does not wait by itself where several connections change the mode of a new file at once. */
    private static void useWriteAheadLog(Connection connection) throws SQLException {
        long attempts = PATIENCE.dividedBy(PAUSE);
        while (!Rows.text(connection, "PRAGMA journal_mode").equals("wal")) {
            try {
                Rows.text(connection, "PRAGMA journal_mode = WAL");
                return;
            } catch (SQLException e) {
                if (!Fault.isBusy(e) || --attempts == 0) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static boolean isAllInOneFile(Path file) {
        try {
            Path log = file.resolveSibling(file.getFileName() + "-wal");
            return !Files.exists(log) || Files.size(log) == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
