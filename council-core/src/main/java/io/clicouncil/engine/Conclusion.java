package io.clicouncil.engine;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Cost;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.AggregatedResult.Totals;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.Judgement;
import io.clicouncil.result.RunStatus;
import io.clicouncil.result.Selection;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Makes the result of what has happened in a run. */
final class Conclusion {
    private Conclusion() {}

    /**
     * The result.
     *
     * @param now when the run ends, unless it has ended before
     */
    static AggregatedResult of(RunState state, Instant now) {
        Ending ending = state.ending();
        Selection selection = ending.failure() == null && ending.selection() != null
                ? ending.selection()
                : new Selection(null, state.plan().strategy().select().id(), String.valueOf(ending.failure()));
        List<Candidate> candidates = state.candidates();
        return new AggregatedResult(
                state.runId(),
                status(state, selection),
                selection.winner(),
                new AggregatedResult.Task(state.plan().task()),
                new AggregatedResult.Repository(
                        state.plan().repository().base(),
                        state.plan().repository().branch()),
                state.plan().strategy().kind().id(),
                selection,
                ending.judgement(),
                candidates,
                Totals.of(
                        candidates,
                        ending.judgement(),
                        knownCost(state),
                        Duration.between(state.started(), ending.over() == null ? now : ending.over())),
                ending.applied(),
                ending.applyRefused());
    }

    private static RunStatus status(RunState state, Selection selection) {
        if (state.ending().failure() != null) {
            return RunStatus.FAILED;
        }
        if (selection.winner() != null) {
            return RunStatus.WINNER;
        }
        if (state.stop() == StopCause.DEADLINE) {
            return RunStatus.DEADLINE_EXCEEDED;
        }
        if (state.unfinished() == null) {
            return state.outOfMoney() ? RunStatus.BUDGET_EXHAUSTED : RunStatus.NO_WINNER;
        }
        return state.stop() == StopCause.NO_ROOM ? RunStatus.FAILED : RunStatus.CANCELLED;
    }

    /** What is known to have been spent, that of agents whose total is unknown and of the judge included. */
    private static BigDecimal knownCost(RunState state) {
        Judgement judgement = state.ending().judgement();
        return Stream.concat(
                        state.agents().stream()
                                .flatMap(agent -> agent.attempts().ended().stream())
                                .map(ExecutionResult::chargeable),
                        Stream.ofNullable(judgement).map(Judgement::cost))
                .map(Cost::amount)
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
