package io.clicouncil.cli;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.history.RunEntry;
import io.clicouncil.result.RunStatus;
import io.clicouncil.text.Nearest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How a run stands, one without an end included. */
enum RunStanding {
    WINNER,
    NO_WINNER,
    BUDGET_EXHAUSTED,
    DEADLINE_EXCEEDED,
    CANCELLED,
    FAILED,
    GOES_ON,
    CUT_OFF;

    /** As users type them. */
    static final String NAMES =
            "winner, no-winner, budget-exhausted, deadline-exceeded, cancelled, failed, goes-on, cut-off";

    /** How a run stands, where these ids are of runs whose process lives. */
    static RunStanding of(RunEntry run, Set<String> alive) {
        RunStatus status = run.status();
        if (status == null) {
            return alive.contains(run.id()) ? GOES_ON : CUT_OFF;
        }
        return valueOf(status.name());
    }

    /** Those that are named, however they are spelt. */
    static Set<RunStanding> named(List<String> names) {
        Set<RunStanding> standings = EnumSet.noneOf(RunStanding.class);
        List<String> known = Arrays.asList(NAMES.split(", "));
        for (String name : names) {
            String plain = name.toLowerCase(Locale.ROOT).replace('_', '-').strip();
            if (!known.contains(plain)) {
                throw CouncilException.usage("--status: " + Nearest.unknown("value", name, known));
            }
            standings.add(values()[known.indexOf(plain)]);
        }
        return standings;
    }
}
