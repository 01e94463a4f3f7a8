package io.clicouncil.cli.live;

import io.clicouncil.cost.Cost;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.task.Plan;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands: a fold of its events. It knows no clock and no terminal. Used by one thread at a time; what has not begun
 * yet has no rows.
 */
final class Board {
    private final Map<String, AgentRow> rows = new LinkedHashMap<>();
    private final List<Cost> judges = new ArrayList<>();
    private String runId = "";
    private String root = "";
    private int checks;
    private @Nullable Instant started;
    private @Nullable BigDecimal budget;
    private boolean stopping;
    private boolean over;

    void accept(CouncilEvent event) {
        if (event instanceof CouncilEvent.RunStarted begun) {
            start(begun);
        } else if (event instanceof CouncilEvent.RunResumed resumed) {
            started = resumed.time();
            stopping = false;
            over = false;
            budget = resumed.budget() == null ? budget : resumed.budget();
        } else if (event instanceof CouncilEvent.CancelRequested cancel) {
            stopping = stopping || cancel.agent() == null;
        } else if (event instanceof CouncilEvent.DeadlineReached) {
            stopping = true;
        } else if (event instanceof CouncilEvent.Judged judged) {
            judges.add(judged.judgement().cost());
        } else if (event instanceof CouncilEvent.CandidateDecided decided) {
            AgentRow row = rows.get(decided.candidate().agent());
            if (row != null) {
                row.decide(decided.candidate());
            }
        } else if (event instanceof CouncilEvent.RunFinished) {
            over = true;
        } else if (event instanceof CouncilEvent.OfAgent ofAgent) {
            AgentRow row = rows.get(ofAgent.agent());
            if (row != null) {
                row.accept(ofAgent);
            }
        }
    }

    private void start(CouncilEvent.RunStarted begun) {
        Plan plan = begun.plan();
        runId = begun.runId();
        root = plan.repository().root();
        started = begun.time();
        budget = plan.limits().budget();
        checks = plan.checks().size();
        plan.agents().forEach(agent -> rows.put(agent.name(), new AgentRow(agent.name())));
    }

    String runId() {
        return runId;
    }

    /** The root of the user's working tree, or empty before the run has begun. */
    String root() {
        return root;
    }

    /** All agents in the order of the plan. */
    List<AgentRow> rows() {
        return List.copyOf(rows.values());
    }

    /** The agent of this name, or null. */
    @Nullable
    AgentRow row(String agent) {
        return rows.get(agent);
    }

    /** Those of whom it is open what comes of them. */
    List<AgentRow> open() {
        return rows.values().stream().filter(row -> row.candidate() == null).toList();
    }

    /** How many may win. */
    long eligible() {
        return rows.values().stream()
                .map(AgentRow::candidate)
                .filter(candidate -> candidate != null && candidate.eligible())
                .count();
    }

    /** How many checks judge a change. */
    int checks() {
        return checks;
    }

    /** When the run began, or was gone on with last; null before. */
    @Nullable
    Instant started() {
        return started;
    }

    /** What the run may cost in US dollars, or null for any amount. */
    @Nullable
    BigDecimal budget() {
        return budget;
    }

    /** What all agents and the judge have cost so far. */
    Spending spending() {
        Spending sum = Spending.of(judges);
        for (AgentRow row : rows.values()) {
            sum = sum.plus(row.spending());
        }
        return sum;
    }

    /** Whether everything is being stopped. */
    boolean stopping() {
        return stopping;
    }

    /** Whether there is a result. */
    boolean over() {
        return over;
    }
}
