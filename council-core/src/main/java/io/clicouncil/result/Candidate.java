package io.clicouncil.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.Verification;
import io.clicouncil.workspace.Change;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agent's final outcome in a run.
 *
 * @param agent the agent's name
 * @param adapter its adapter
 * @param model the model that answered, or the one asked for, or null where nobody said
 * @param status how the agent ended
 * @param eligible whether it may win: it ended as a success with a change that is not empty and passes every required
 *     check
 * @param reason why it is eligible or not, in words
 * @param failure what went wrong with the agent, or null
 * @param attempts how many attempts were begun
 * @param duration the time of all its attempts, waits between them left out
 * @param sandbox what walled it in, {@code none} for nothing, or null where it had no process tree
 * @param killLevel by what means its process trees were held together, or null where it had none
 * @param flags what a reader should look at, in words
 * @param cost the total of all its attempts
 * @param usage the tokens of all its attempts
 * @param change what it changed, or null for nothing
 * @param checks what the checks said
 * @since 0.1
 */
public record Candidate(
        String agent,
        String adapter,
        @Nullable String model,
        ExecutionStatus status,
        boolean eligible,
        String reason,
        @Nullable Failure failure,
        int attempts,
        @JsonProperty("durationSeconds") Duration duration,
        @Nullable String sandbox,
        @Nullable String killLevel,
        List<String> flags,
        Cost cost,
        Usage usage,
        @Nullable ChangeSummary change,
        List<CheckResult> checks) {

    private static final Set<FailureKind> NO_ANSWER =
            EnumSet.of(FailureKind.NOT_INSTALLED, FailureKind.AUTH, FailureKind.QUOTA, FailureKind.BUDGET);

    /** Checks that only a success with a change is eligible, and takes copies. */
    public Candidate {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(adapter, "adapter");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(cost, "cost");
        Objects.requireNonNull(usage, "usage");
        flags = List.copyOf(flags);
        checks = List.copyOf(checks);
        if (eligible && (status != ExecutionStatus.SUCCESS || change == null)) {
            throw new IllegalArgumentException("only a success with a change is eligible: " + agent);
        }
    }

    /** Whether it passed only when a check was run again. */
    @JsonIgnore
    public boolean flaky() {
        return new Verification(checks).flaky();
    }

    /**
     * Whether it says anything of the task: an attempt was made, nobody stopped it, and neither its account nor a budget
     * stood in its way.
     */
    @JsonIgnore
    public boolean answered() {
        return attempts > 0
                && status != ExecutionStatus.CANCELLED
                && (failure == null || !NO_ANSWER.contains(failure.kind()));
    }

    /**
     * The size of a change and where it lies.
     *
     * @param files how many paths it touches
     * @param insertions lines added
     * @param deletions lines taken away
     * @param branch the short name of its branch
     * @param commit the id of its commit
     * @since 0.1
     */
    public record ChangeSummary(int files, int insertions, int deletions, String branch, String commit) {

        /** The summary of a change, or null for an empty one. */
        public static @Nullable ChangeSummary of(Change change) {
            String branch = change.branch();
            String commit = change.commit();
            return branch == null || commit == null
                    ? null
                    : new ChangeSummary(change.files().size(), change.insertions(), change.deletions(), branch, commit);
        }

        /** Lines added and taken away. */
        @JsonIgnore
        public int lines() {
            return insertions + deletions;
        }
    }
}
