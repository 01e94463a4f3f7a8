package io.clicouncil.history;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteErrorCode;

/** The tables: which version of them a file has, and how it gets the newest. */
final class Schema {
    /** How many migrations there are. */
    static final int VERSION = 1;

    /** Marks a file as ours: "CLIC". */
    private static final int APPLICATION_ID = 0x434C4943;

    private Schema() {}

    /** Whether nothing was ever written to this database. */
    static boolean isBlank(Connection connection) throws SQLException {
        return version(connection) == 0 && Rows.number(connection, "SELECT count(*) FROM sqlite_master") == 0;
    }

    /**
     * Refuses what is not ours to read.
     *
     * @throws CouncilException where a newer council wrote it
     */
    static void check(Connection connection, Path file) throws SQLException {
        if (!isBlank(connection) && Rows.number(connection, "PRAGMA application_id") != APPLICATION_ID) {
            throw Fault.of(SQLiteErrorCode.SQLITE_NOTADB, "it is the database of another program");
        }
        int version = version(connection);
        if (version > VERSION) {
            throw new CouncilException(
                    Reason.ENVIRONMENT,
                    "the journal " + file + " was written by a newer council: its schema is version " + version
                            + ", this council knows up to " + VERSION + ". Use the newer one here");
        }
    }

    /**
     * Brings the tables to the newest version, each step in one transaction; two councils may try at once. Something is
     * written even where nothing is missing: whoever cannot write is told so before a run starts.
     */
    static void migrate(Database database) {
        for (int step = 1; step <= VERSION; step++) {
            int next = step;
            database.write(connection -> {
                try (Statement statement = connection.createStatement()) {
                    if (version(connection) < next) {
                        statement.executeUpdate(script(next));
                        statement.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
                    }
                    return statement.executeUpdate("PRAGMA user_version = " + Math.max(next, version(connection)));
                }
            });
        }
    }

    private static int version(Connection connection) throws SQLException {
        return (int) Rows.number(connection, "PRAGMA user_version");
    }

    private static String script(int step) {
        try (InputStream in = Schema.class.getResourceAsStream("migration-" + step + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("the migration " + step + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
