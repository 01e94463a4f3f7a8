package io.clicouncil.history;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.RunFinished;
import io.clicouncil.event.CouncilEvent.RunStarted;
import io.clicouncil.json.Json;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table of events. */
final class EventRows {
    private static final String SELECT = "SELECT sequence, type, body, checksum FROM event WHERE run = ?";

    private EventRows() {}

    /**
     * What was read of a run.
     *
     * @param events the events that this version knows, in order
     * @param leftOut the types of the others
     */
    record Reading(List<CouncilEvent> events, SortedSet<String> leftOut) {}

    /** Adds an event. */
    static void insert(Connection connection, CouncilEvent event) throws SQLException {
        JsonNode document = Json.event(event);
        String body = Json.line(document);
        Rows.change(
                connection,
                "INSERT INTO event (run, sequence, time, type, agent, body, checksum) VALUES (?, ?, ?, ?, ?, ?, ?)",
                event.runId(),
                event.sequence(),
                RunRows.time(event.time()),
                document.path("type").asString(),
                agent(document),
                body,
                checksum(event.sequence(), body));
    }

    /** The events of a run; those of types that this version does not know are left out. */
    static Reading all(Connection connection, String runId) throws SQLException {
        List<CouncilEvent> events = new ArrayList<>();
        SortedSet<String> leftOut = new TreeSet<>();
        for (JsonNode document : Rows.all(connection, EventRows::document, SELECT + " ORDER BY sequence", runId)) {
            try {
                events.add(event(document));
            } catch (IllegalArgumentException e) {
                leftOut.add(document.path("type").asString(""));
            }
        }
        return new Reading(events, leftOut);
    }

    /** The events of a run that tell of money, in order. */
    static List<CouncilEvent> money(Connection connection, String runId) throws SQLException {
        return Rows.all(
                connection,
                row -> event(document(row)),
                SELECT + " AND type IN ('agent_spending', 'attempt_finished') ORDER BY sequence",
                runId);
    }

    /** The beginning of a run, where it is known. */
    static List<RunStarted> start(Connection connection, String runId) throws SQLException {
        return Rows.all(
                connection,
                row -> (RunStarted) event(document(row)),
                SELECT + " AND sequence = 1 AND type = 'run_started'",
                runId);
    }

    /** The last end of a run, where it has one. */
    static List<RunFinished> lastEnd(Connection connection, String runId) throws SQLException {
        return Rows.all(
                connection,
                row -> (RunFinished) event(document(row)),
                SELECT + " AND type = 'run_finished' ORDER BY sequence DESC LIMIT 1",
                runId);
    }

    /** JSON from its text. */
    static JsonNode parsed(String text) throws SQLException {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw Fault.of(SQLiteErrorCode.SQLITE_CORRUPT, "it holds JSON that is none");
        }
    }

    private static JsonNode document(ResultSet row) throws SQLException {
        String body = row.getString("body");
        if (checksum(row.getLong("sequence"), body) != row.getLong("checksum")) {
            throw Fault.of(
                    SQLiteErrorCode.SQLITE_CORRUPT, "event " + row.getLong("sequence") + " is not as it was written");
        }
        return parsed(body);
    }

    /**
     * An event from its document.
     *
     * @throws IllegalArgumentException where its type is not known
     */
    private static CouncilEvent event(JsonNode document) throws SQLException {
        try {
            return Json.event(document);
        } catch (JacksonException e) {
            throw Fault.of(
                    SQLiteErrorCode.SQLITE_MISMATCH,
                    "event " + document.path("sequence") + " of run "
                            + document.path("runId").asString(""));
        }
    }

    private static @Nullable String agent(JsonNode document) {
        JsonNode own = document.path("agent");
        JsonNode agent = own.isMissingNode() ? document.path("candidate").path("agent") : own;
        return agent.isString() ? agent.asString() : null;
    }

    /** The number is part of it, so that two events cannot change places. */
    static long checksum(long sequence, String body) {
        CRC32 checksum = new CRC32();
        checksum.update((sequence + " " + body).getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }
}
