package io.clicouncil.engine;

import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.AggregatedResult.Totals;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.CheapestSelector;
import io.clicouncil.result.RunStatus;
import io.clicouncil.result.Selection;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the result of what has happened in a run. */
final class Conclusion {
    private Conclusion() {}

    /**
     * The result.
     *
     * @param now when the run ends
     * @param failure why the run itself could not be carried to its end, or null where it was
     */
    static AggregatedResult of(RunState state, Instant now, @Nullable String failure) {
        Selection selection = failure == null && state.selection() != null
                ? state.selection()
                : new Selection(null, CheapestSelector.RULE, String.valueOf(failure));
        List<Candidate> candidates = state.candidates();
        return new AggregatedResult(
                state.runId(),
                status(state, selection, failure),
                selection.winner(),
                new AggregatedResult.Task(state.plan().task()),
                new AggregatedResult.Repository(
                        state.plan().repository().base(),
                        state.plan().repository().branch()),
                state.plan().strategy(),
                selection,
                candidates,
                Totals.of(candidates, knownCost(state), Duration.between(state.started(), now)),
                state.applied(),
                state.applyRefused());
    }

    private static RunStatus status(RunState state, Selection selection, @Nullable String failure) {
        if (failure != null) {
            return RunStatus.FAILED;
        }
        if (selection.winner() != null) {
            return RunStatus.WINNER;
        }
        if (state.stop() == null) {
            return RunStatus.NO_WINNER;
        }
        return state.stop() == StopCause.CANCELLED ? RunStatus.CANCELLED : RunStatus.DEADLINE_EXCEEDED;
    }

    /** What is known to have been spent, that of agents whose total is unknown included. */
    private static BigDecimal knownCost(RunState state) {
        return state.agents().stream()
                .flatMap(agent -> agent.attempts().stream())
                .map(attempt -> attempt.chargeable().amount())
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
