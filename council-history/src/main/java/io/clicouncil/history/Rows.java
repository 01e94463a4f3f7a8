package io.clicouncil.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements with their parameters, and what they answer. */
final class Rows {
    private Rows() {}

    /** One row of an answer. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Changes rows, and tells how many. */
    static int change(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** All rows of an answer. */
    static <T> List<T> all(Connection connection, Reader<T> reader, String sql, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        }
    }

    /** The one number that a query answers. */
    static long number(Connection connection, String sql) throws SQLException {
        return all(connection, row -> row.getLong(1), sql).get(0);
    }

    /** The one text that a query answers. */
    static String text(Connection connection, String sql) throws SQLException {
        return all(connection, row -> row.getString(1), sql).get(0);
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
