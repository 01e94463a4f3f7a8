package io.clicouncil.history;

import io.clicouncil.event.CouncilEvent.RunFinished;
import io.clicouncil.event.CouncilEvent.RunStarted;
import io.clicouncil.result.Candidate;
import io.clicouncil.strategy.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What came of the agents in the runs that have ended, the oldest first: each run is a task of its own. */
final class OutcomeRows {
    private OutcomeRows() {}

    static List<Outcome> all(Connection connection) throws SQLException {
        List<String> runs = Rows.all(
                connection,
                row -> row.getString(1),
                "SELECT id FROM run WHERE status IS NOT NULL ORDER BY started, id");
        List<Outcome> outcomes = new ArrayList<>();
        for (String run : runs) {
            if (wasJudged(connection, run)) {
                for (RunFinished end : EventRows.lastEnd(connection, run)) {
                    end.result().candidates().stream()
                            .filter(Candidate::answered)
                            .forEach(candidate -> outcomes.add(outcome(run, candidate)));
                }
            }
        }
        return outcomes;
    }

    /** Without a check that has to pass, nobody knows who would have. */
    static boolean wasJudged(Connection connection, String run) throws SQLException {
        for (RunStarted start : EventRows.start(connection, run)) {
            return start.plan().checks().stream().anyMatch(check -> check.required());
        }
        return false;
    }

    private static Outcome outcome(String run, Candidate candidate) {
        return new Outcome(
                run, candidate.agent(), candidate.eligible(), candidate.cost().amount(), candidate.duration());
    }
}
