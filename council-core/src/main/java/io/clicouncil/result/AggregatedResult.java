package io.clicouncil.result;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.clicouncil.cost.Cost;
import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.workspace.ApplyMode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run: the result document.
 *
 * @param runId the run's id
 * @param status how it ended
 * @param winner the agent that won, or null where nobody did
 * @param task what was asked
 * @param repository where
 * @param strategy by which strategy
 * @param selection the decision and its reason
 * @param judgement what came of asking a judge, or null where none was asked
 * @param candidates every agent's outcome, in the order of the configuration
 * @param totals the sums
 * @param applied what was applied last, or null for nothing
 * @param applyRefused why the change that was to be applied after that was refused, or null
 * @since 0.1
 */
public record AggregatedResult(
        String runId,
        RunStatus status,
        @Nullable String winner,
        Task task,
        Repository repository,
        String strategy,
        @JsonIgnoreProperties("winner") Selection selection,
        @Nullable Judgement judgement,
        List<Candidate> candidates,
        Totals totals,
        @Nullable Applied applied,
        @Nullable String applyRefused) {

    /** The name and version of the document's shape. */
    public static final String SCHEMA = "council.result/1";

    /** Checks that there is a winner exactly where the status says so, and takes a copy. */
    public AggregatedResult {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(totals, "totals");
        selection = new Selection(winner, selection.rule(), selection.reason());
        candidates = List.copyOf(candidates);
        if ((status == RunStatus.WINNER) != (winner != null)) {
            throw new IllegalArgumentException("a run has a winner exactly when its status says so");
        }
    }

    /** The candidate that won. */
    @JsonIgnore
    public Optional<Candidate> winningCandidate() {
        return candidates.stream()
                .filter(candidate -> candidate.agent().equals(winner))
                .findFirst();
    }

    /**
     * What was asked.
     *
     * @param prompt the task as the user gave it
     * @since 0.1
     */
    public record Task(String prompt) {}

    /**
     * Where it happened.
     *
     * @param base the id of the commit that it started from
     * @param branch the user's branch, or null on a detached head
     * @since 0.1
     */
    public record Repository(String base, @Nullable String branch) {}

    /**
     * What was put into the user's branch.
     *
     * @param agent whose change
     * @param mode how
     * @param branch the branch, or null on a detached head
     * @param commit the commit that holds it now, or null where it stays uncommitted
     * @param already whether it was there already when it was last applied, so that nothing was done then
     * @since 0.1
     */
    public record Applied(
            String agent,
            ApplyMode mode,
            @Nullable String branch,
            @Nullable String commit,
            boolean already) {
        /** Checks the parts. */
        public Applied {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(mode, "mode");
        }
    }

    /**
     * The sums of a run.
     *
     * @param successCount agents that ended as a success
     * @param failureCount all others
     * @param eligibleCount candidates that might have won
     * @param cost what is known to have been spent
     * @param duration how long the run took
     * @since 0.1
     */
    public record Totals(
            int successCount,
            int failureCount,
            int eligibleCount,
            KnownCost cost,
            @JsonProperty("durationSeconds") Duration duration) {

        /** The sums of these candidates, and of the judge where one was asked. */
        public static Totals of(
                List<Candidate> candidates, @Nullable Judgement judgement, BigDecimal known, Duration duration) {
            int successes = (int) candidates.stream()
                    .filter(candidate -> candidate.status() == ExecutionStatus.SUCCESS)
                    .count();
            int eligible = (int) candidates.stream().filter(Candidate::eligible).count();
            int unknown = (int) Stream.concat(
                            candidates.stream().map(Candidate::cost),
                            Stream.ofNullable(judgement).map(Judgement::cost))
                    .filter(cost -> !cost.known())
                    .count();
            return new Totals(
                    successes,
                    candidates.size() - successes,
                    eligible,
                    new KnownCost(Objects.requireNonNull(Cost.reported(known).amount()), unknown),
                    duration);
        }
    }

    /**
     * What is known of the money.
     *
     * @param known the sum of all known amounts in US dollars, those of agents with an unknown total included
     * @param unknownCount of how many candidates the total is unknown, with the judge counted as one
     * @since 0.1
     */
    public record KnownCost(
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal known, int unknownCount) {}
}
