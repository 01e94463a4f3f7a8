package io.clicouncil.history;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.RunFinished;
import io.clicouncil.event.CouncilEvent.RunStarted;
import io.clicouncil.json.Json;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.AggregatedResult.KnownCost;
import io.clicouncil.result.RunStatus;
import io.clicouncil.task.Plan;
import io.clicouncil.task.Plan.PlannedAgent;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import tools.jackson.databind.JsonNode;

/** The table of runs: what it holds is told by their events. */
final class RunRows {
    /** All digits always, so that times sort as text. */
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter(Locale.ROOT);

    /** Enough for any list. */
    private static final int LONGEST_TASK = 200;

    private RunRows() {}

    /** Changes the row of the event's run; any event after the end means that it goes on. */
    static void update(Connection connection, CouncilEvent event, @Nullable String configuration) throws SQLException {
        if (event instanceof RunStarted started) {
            insert(connection, started, configuration);
        } else if (event instanceof RunFinished finished) {
            AggregatedResult result = finished.result();
            KnownCost cost = result.totals().cost();
            Rows.change(
                    connection,
                    "UPDATE run SET status = ?, ended = ?, winner = ?, known_cost = ?, unknown_count = ? WHERE id = ?",
                    result.status().name(),
                    time(event.time()),
                    result.winner(),
                    cost.known().toPlainString(),
                    cost.unknownCount(),
                    event.runId());
        } else {
            Rows.change(
                    connection,
                    "UPDATE run SET status = NULL, ended = NULL, winner = NULL, known_cost = NULL, unknown_count = NULL"
                            + " WHERE id = ? AND status IS NOT NULL",
                    event.runId());
        }
    }

    private static void insert(Connection connection, RunStarted started, @Nullable String configuration)
            throws SQLException {
        Plan plan = started.plan();
        Rows.change(
                connection,
                "INSERT INTO run (id, started, task, base, branch, agents, configuration) VALUES (?, ?, ?, ?, ?, ?, ?)",
                started.runId(),
                time(started.time()),
                firstLine(plan.task()),
                plan.repository().base(),
                plan.repository().branch(),
                Json.line(
                        Json.tree(plan.agents().stream().map(PlannedAgent::name).toList())),
                configuration);
    }

    /** The runs that are wanted, the newest first. */
    static List<RunEntry> newest(Connection connection, int limit, Predicate<RunEntry> wanted) throws SQLException {
        List<RunEntry> all = Rows.all(connection, RunRows::entry, "SELECT * FROM run ORDER BY started DESC, id DESC");
        return withCosts(connection, all.stream().filter(wanted).limit(limit).toList());
    }

    /** The run of this id, where it is known. */
    static List<RunEntry> named(Connection connection, String id) throws SQLException {
        return withCosts(connection, Rows.all(connection, RunRows::entry, "SELECT * FROM run WHERE id = ?", id));
    }

    /** The row of a run without an end has no cost, but its events may tell of some. */
    private static List<RunEntry> withCosts(Connection connection, List<RunEntry> runs) throws SQLException {
        List<RunEntry> all = new ArrayList<>();
        for (RunEntry run : runs) {
            all.add(run.status() == null ? run.spent(SoFar.of(EventRows.money(connection, run.id()))) : run);
        }
        return all;
    }

    /** A time as text that sorts. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static RunEntry entry(ResultSet row) throws SQLException {
        String ended = row.getString("ended");
        String status = row.getString("status");
        String known = row.getString("known_cost");
        try {
            return new RunEntry(
                    row.getString("id"),
                    Instant.parse(row.getString("started")),
                    ended == null ? null : Instant.parse(ended),
                    status == null ? null : RunStatus.valueOf(status),
                    row.getString("task"),
                    row.getString("base"),
                    row.getString("branch"),
                    EventRows.parsed(row.getString("agents"))
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList(),
                    row.getString("winner"),
                    known == null ? null : new KnownCost(new BigDecimal(known), row.getInt("unknown_count")));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw Fault.of(SQLiteErrorCode.SQLITE_CORRUPT, "a run's row is not as it was written");
        }
    }

    private static String firstLine(String task) {
        String line = task.strip().lines().findFirst().orElse("").strip();
        return line.codePointCount(0, line.length()) <= LONGEST_TASK
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_TASK)) + "…";
    }
}
