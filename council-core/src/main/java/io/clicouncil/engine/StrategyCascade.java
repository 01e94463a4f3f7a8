package io.clicouncil.engine;

import io.clicouncil.result.Candidate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One agent after another until one is eligible. Whom to ask next is a question of history and chances, and is put as a
 * command; its answer is an event.
 */
record StrategyCascade() implements Strategy {
    @Override
    public List<AgentState> startable(RunState state) {
        return Strategy.queued(state).stream()
                .filter(agent -> state.asking().asked().contains(agent.name()))
                .toList();
    }

    @Override
    public Map<String, Stop> dispensable(RunState state) {
        Map<String, Stop> stops = new HashMap<>();
        String first = state.first();
        if (first != null) {
            for (AgentState agent : state.agents()) {
                boolean asked = state.asking().asked().contains(agent.name());
                if (agent.phase().spending()) {
                    stops.put(
                            agent.name(),
                            asked
                                    ? Stop.cannotWin(first + " passed")
                                    : Stop.notAsked(first + " passed before it was asked"));
                }
            }
        }
        return stops;
    }

    @Override
    public Command.@Nullable AskNext question(RunState state) {
        Asking asking = state.asking();
        List<String> open = Strategy.queued(state).stream()
                .map(AgentState::name)
                .filter(name -> !asking.asked().contains(name))
                .toList();
        if (state.first() != null || asking.pending() || open.isEmpty() || !isDue(state)) {
            return null;
        }
        List<String> failed = asking.asked().stream()
                .filter(name -> tellsOfTheTask(state.agent(name).candidate()))
                .toList();
        return new Command.AskNext(failed, open);
    }

    private static boolean isDue(RunState state) {
        String latest = state.asking().latest();
        return latest == null
                || state.asking().impatient()
                || state.agent(latest).phase() == Phase.DECIDED;
    }

    /** One that still works takes long, which is no good sign; it counts as failed. */
    private static boolean tellsOfTheTask(@Nullable Candidate candidate) {
        return candidate == null || candidate.answered();
    }
}
