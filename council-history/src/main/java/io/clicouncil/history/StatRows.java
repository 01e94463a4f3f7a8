package io.clicouncil.history;

import io.clicouncil.event.CouncilEvent.RunFinished;
import io.clicouncil.result.Candidate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what came of the agents in the runs of a journal. */
final class StatRows {
    private StatRows() {}

    /** Of the runs that were started since then. */
    static Stats since(Connection connection, Instant then) throws SQLException {
        String newest = RunRows.time(then);
        List<String> ended = ids(connection, "NOT NULL", newest);
        Map<String, List<AgentStats.Part>> parts = new LinkedHashMap<>();
        for (String run : ended) {
            boolean checked = OutcomeRows.wasJudged(connection, run);
            for (RunFinished end : EventRows.lastEnd(connection, run)) {
                for (Candidate candidate : end.result().candidates()) {
                    boolean won = candidate.agent().equals(end.result().winner());
                    parts.computeIfAbsent(candidate.agent(), agent -> new ArrayList<>())
                            .add(new AgentStats.Part(candidate, won, checked));
                }
            }
        }
        List<AgentStats> agents = new ArrayList<>();
        parts.forEach((agent, all) -> agents.add(AgentStats.of(agent, all)));
        return new Stats(ended.size(), ids(connection, "NULL", newest).size(), agents);
    }

    private static List<String> ids(Connection connection, String status, String since) throws SQLException {
        return Rows.all(
                connection,
                row -> row.getString(1),
                "SELECT id FROM run WHERE started >= ? AND status IS " + status + " ORDER BY started DESC, id DESC",
                since);
    }
}
