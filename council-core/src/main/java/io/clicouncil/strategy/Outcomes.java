package io.clicouncil.strategy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recorded outcomes: for every task those of the agents that were asked. Tasks and agents keep the order in which they
 * are first named. Immutable.
 *
 * @since 0.1
 */
public final class Outcomes {
    /** Nothing is recorded. */
    public static final Outcomes NONE = of(List.of());

    private final Map<String, Map<String, Outcome>> byTask;
    private final Map<String, List<Outcome>> byAgent;

    private Outcomes(Map<String, Map<String, Outcome>> byTask, Map<String, List<Outcome>> byAgent) {
        this.byTask = byTask;
        this.byAgent = byAgent;
    }

    /**
     * A table of these rows.
     *
     * @throws IllegalArgumentException where an agent has two outcomes for one task
     */
    public static Outcomes of(Collection<Outcome> rows) {
        Map<String, Map<String, Outcome>> byTask = new LinkedHashMap<>();
        Map<String, List<Outcome>> byAgent = new LinkedHashMap<>();
        for (Outcome row : rows) {
            Map<String, Outcome> known = byTask.computeIfAbsent(row.task(), task -> new LinkedHashMap<>());
            if (known.put(row.agent(), row) != null) {
                throw new IllegalArgumentException(row.agent() + " has two outcomes for " + row.task());
            }
            byAgent.computeIfAbsent(row.agent(), agent -> new ArrayList<>()).add(row);
        }
        return new Outcomes(byTask, byAgent);
    }

    /** The names of the tasks. */
    public List<String> tasks() {
        return List.copyOf(byTask.keySet());
    }

    /** The names of the agents. */
    public List<String> agents() {
        return List.copyOf(byAgent.keySet());
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return byTask.isEmpty();
    }

    /** All rows, task by task. */
    public Stream<Outcome> rows() {
        return byTask.values().stream().flatMap(rows -> rows.values().stream());
    }

    /** What came of an agent on a task, or null where it was not asked. */
    public @Nullable Outcome find(String task, String agent) {
        return byTask.getOrDefault(task, Map.of()).get(agent);
    }

    /** All outcomes of an agent. */
    public List<Outcome> of(String agent) {
        return List.copyOf(byAgent.getOrDefault(agent, List.of()));
    }

    /** Those rows that are wanted. */
    public Outcomes only(Predicate<Outcome> wanted) {
        return of(rows().filter(wanted).toList());
    }

    /**
     * The outcomes of an agent on the tasks that these others failed: none of them has passed, and at least half of them
     * were asked. A task need not have an outcome of each; else one agent with a short history would hide that of all.
     */
    List<Outcome> afterFailuresOf(Collection<String> others, String agent) {
        return byAgent.getOrDefault(agent, List.of()).stream()
                .filter(row -> failed(row.task(), others))
                .toList();
    }

    private boolean failed(String task, Collection<String> agents) {
        int failures = 0;
        for (String agent : agents) {
            Outcome outcome = find(task, agent);
            if (outcome != null && outcome.passed()) {
                return false;
            }
            failures += outcome == null ? 0 : 1;
        }
        return 2 * failures >= agents.size();
    }
}
