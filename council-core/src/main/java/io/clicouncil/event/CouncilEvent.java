package io.clicouncil.event;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.Channel;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.Judgement;
import io.clicouncil.task.Plan;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.Verification;
import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.ConflictRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run. Events are numbered without gaps from 1; the first is {@link RunStarted}, the last
 * {@link RunFinished}. For each agent the order is: leased, prepared where there is something to prepare, (held, retry due, prepared, …)*, started, (output |
 * activity | spending)*, finished, (retry scheduled, retry due, prepared, started, …)*, captured, released, (check
 * finished)*, verified, decided. An agent that cannot be used is only decided. What the checks say of the base may come at
 * any time.
 *
 * <p>A run that was cut off or stopped may be resumed: then {@link RunResumed} comes next, what was begun and not told to
 * be over goes on or begins again, and another {@link RunFinished} ends it. The same holds for {@link ApplyRequested}.
 *
 * @since 0.1
 */
public sealed interface CouncilEvent {

    /** The run, the number and the time of this event. */
    Stamp stamp();

    /** The run that it belongs to. */
    default String runId() {
        return stamp().runId();
    }

    /** Its number within the run, the first is 1. */
    default long sequence() {
        return stamp().sequence();
    }

    /** When it happened. */
    default Instant time() {
        return stamp().time();
    }

    /**
     * What every event carries.
     *
     * @param runId the run
     * @param sequence the event's number within the run, the first is 1
     * @param time when it happened
     * @since 0.1
     */
    record Stamp(String runId, long sequence, Instant time) {}

    /**
     * An event of one agent.
     *
     * @since 0.1
     */
    sealed interface OfAgent extends CouncilEvent {
        /** The agent's name. */
        String agent();
    }

    /**
     * The run has begun.
     *
     * @param stamp run, number and time
     * @param plan what will happen
     * @since 0.1
     */
    record RunStarted(Stamp stamp, Plan plan) implements CouncilEvent {}

    /**
     * A run goes on that was cut off, stopped or had failed.
     *
     * @param stamp run, number and time
     * @param toEnd whether it goes on only to be ended in good order
     * @param budget what the run may cost from now on in US dollars, all that it has cost included; null for what it might
     *     before
     * @since 0.1
     */
    record RunResumed(
            Stamp stamp,
            boolean toEnd,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
            BigDecimal budget) implements CouncilEvent {}

    /**
     * There is hardly any room left to record what happens: what runs goes on, and nothing new is begun.
     *
     * @param stamp run, number and time
     * @since 0.1
     */
    record RoomRunningOut(Stamp stamp) implements CouncilEvent {}

    /**
     * Somebody asked, after the run, to apply a candidate's change.
     *
     * @param stamp run, number and time
     * @param agent whose change
     * @param mode how
     * @param conflicts what to do where it conflicts with the user's branch; who kept none refused
     * @param allowRisky whether a risky change may be applied
     * @since 0.1
     */
    record ApplyRequested(Stamp stamp, String agent, ApplyMode mode, ConflictRule conflicts, boolean allowRisky)
            implements OfAgent {
        /** Takes the only rule that there was where none is named. */
        public ApplyRequested {
            conflicts = Objects.requireNonNullElse(conflicts, ConflictRule.REFUSE);
        }
    }

    /**
     * An agent has a private workspace.
     *
     * @param stamp run, number and time
     * @param agent whose
     * @param directory its absolute root
     * @since 0.1
     */
    record WorkspaceLeased(Stamp stamp, String agent, String directory) implements OfAgent {}

    /**
     * An agent's workspace is as its setup and its base want it.
     *
     * @param stamp run, number and time
     * @param agent whose
     * @param attempt for which attempt
     * @since 0.1
     */
    record WorkspacePrepared(Stamp stamp, String agent, int attempt) implements OfAgent {}

    /**
     * Money is reserved for an attempt, where there is a budget.
     *
     * @param stamp run, number and time
     * @param agent whose
     * @param attempt the attempt that is to be made
     * @param amount US dollars
     * @since 0.1
     */
    record MoneyReserved(
            Stamp stamp,
            String agent,
            int attempt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount) implements OfAgent {}

    /**
     * There is not enough left of the day's budget for an attempt; it waits for what others may give back.
     *
     * @param stamp run, number and time
     * @param agent whose
     * @param attempt the attempt that was to be made
     * @param left what is left of the day in US dollars
     * @since 0.1
     */
    record MoneyRefused(
            Stamp stamp,
            String agent,
            int attempt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal left) implements OfAgent {}

    /**
     * What an attempt has cost stands in the day's account in place of what was reserved for it.
     *
     * @param stamp run, number and time
     * @param agent whose
     * @param attempt the attempt, which may never have been made
     * @param amount US dollars
     * @since 0.1
     */
    record MoneySettled(
            Stamp stamp,
            String agent,
            int attempt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount) implements OfAgent {}

    /**
     * An attempt is about to be made. Recorded before anything of it runs.
     *
     * @param stamp run, number and time
     * @param agent whose
     * @param attempt its number, the first is 1
     * @param timeout how long it may take
     * @since 0.1
     */
    record AttemptStarted(
            Stamp stamp,
            String agent,
            int attempt,
            @JsonProperty("timeoutSeconds") Duration timeout) implements OfAgent {}

    /**
     * An attempt is not begun yet: the agent's account is limited.
     *
     * @param stamp run, number and time
     * @param agent whose
     * @param attempt its number
     * @param cause what the account was refused with
     * @param reason until when, in words
     * @param delay how long it waits before it asks again
     * @since 0.1
     */
    record AttemptHeld(
            Stamp stamp,
            String agent,
            int attempt,
            FailureKind cause,
            String reason,
            @JsonProperty("delaySeconds") Duration delay)
            implements OfAgent {}

    /**
     * An attempt is not made: the agent's last ones all failed, or it would have to wait longer than the run may last.
     *
     * @param stamp run, number and time
     * @param agent whose
     * @param attempt its number
     * @param kind what the agent ends with, where no attempt of it was made
     * @param reason why, in words
     * @since 0.1
     */
    record AttemptRefused(Stamp stamp, String agent, int attempt, FailureKind kind, String reason) implements OfAgent {}

    /**
     * An agent printed a line.
     *
     * @param stamp run, number and time
     * @param agent whose
     * @param attempt during which attempt
     * @param channel where
     * @param line the line without its end
     * @since 0.1
     */
    record AgentOutput(Stamp stamp, String agent, int attempt, Channel channel, String line) implements OfAgent {}

    /**
     * What an agent does now.
     *
     * @param stamp run, number and time
     * @param agent whose
     * @param attempt during which attempt
     * @param text in a few words
     * @since 0.1
     */
    record AgentActivity(Stamp stamp, String agent, int attempt, String text) implements OfAgent {}

    /**
     * What an attempt has used up so far: totals of the attempt.
     *
     * @param stamp run, number and time
     * @param agent whose
     * @param attempt which attempt
     * @param usage its tokens
     * @param cost its price
     * @since 0.1
     */
    record AgentSpending(Stamp stamp, String agent, int attempt, Usage usage, Cost cost) implements OfAgent {}

    /**
     * An attempt is over and nothing of it runs.
     *
     * @param stamp run, number and time
     * @param agent whose
     * @param attempt its number
     * @param result what came back
     * @since 0.1
     */
    record AttemptFinished(Stamp stamp, String agent, int attempt, ExecutionResult result) implements OfAgent {}

    /**
     * A failed attempt will be made again.
     *
     * @param stamp run, number and time
     * @param agent whose
     * @param attempt the number of the coming attempt
     * @param cause what the last one ended with
     * @param delay how long it waits
     * @since 0.1
     */
    record RetryScheduled(
            Stamp stamp,
            String agent,
            int attempt,
            FailureKind cause,
            @JsonProperty("delaySeconds") Duration delay) implements OfAgent {}

    /**
     * The wait before a retry is over.
     *
     * @param stamp run, number and time
     * @param agent whose
     * @param attempt the number of the coming attempt
     * @since 0.1
     */
    record RetryDue(Stamp stamp, String agent, int attempt) implements OfAgent {}

    /**
     * Something in the repository changed that no agent may change. Who did it cannot be told, so it is said of each that
     * ran meanwhile.
     *
     * @param stamp run, number and time
     * @param agent an agent that ran meanwhile
     * @param found what was found and what was done about it, a sentence each
     * @since 0.1
     */
    record RepositoryTouched(Stamp stamp, String agent, List<String> found) implements OfAgent {
        /** Takes a copy. */
        public RepositoryTouched {
            found = List.copyOf(found);
        }
    }

    /**
     * What an agent left in its workspace is on its branch.
     *
     * @param stamp run, number and time
     * @param agent whose
     * @param change the change, perhaps empty
     * @since 0.1
     */
    record ChangeCaptured(Stamp stamp, String agent, Change change) implements OfAgent {}

    /**
     * An agent's workspace is given back.
     *
     * @param stamp run, number and time
     * @param agent whose
     * @since 0.1
     */
    record WorkspaceReleased(Stamp stamp, String agent) implements OfAgent {}

    /**
     * One check has judged a change.
     *
     * @param stamp run, number and time
     * @param agent whose change
     * @param check what it said
     * @since 0.1
     */
    record CheckFinished(Stamp stamp, String agent, CheckResult check) implements OfAgent {}

    /**
     * A required check has judged the base itself, beside the agents. Nothing waits for it.
     *
     * @param stamp run, number and time
     * @param check what it said
     * @param failing all tests that fail on the base, where single tests are known by name
     * @param advice what a base that is not green means for a change, and what {@code expect} does about it; else empty
     * @since 0.1
     */
    record BaseChecked(Stamp stamp, CheckResult check, List<String> failing, String advice) implements CouncilEvent {
        /** Takes a copy. */
        public BaseChecked {
            failing = List.copyOf(failing);
        }
    }

    /**
     * A change is judged.
     *
     * @param stamp run, number and time
     * @param agent whose change
     * @param verification what all checks said
     * @since 0.1
     */
    record Verified(Stamp stamp, String agent, Verification verification) implements OfAgent {}

    /**
     * A cascade has decided whom to ask next.
     *
     * @param stamp run, number and time
     * @param next the agent, or null where nobody is left that is worth it
     * @param reason why this one, in words and figures; empty where there is nobody
     * @param passedOver who is not asked at all, by name, and why, in words and figures; empty while somebody is
     * @since 0.1
     */
    record NextAsked(Stamp stamp, @Nullable String next, String reason, Map<String, String> passedOver)
            implements CouncilEvent {
        /** Takes a copy. */
        public NextAsked {
            passedOver = Map.copyOf(passedOver);
        }
    }

    /**
     * An agent of a cascade has taken so long that the next may start beside it.
     *
     * @param stamp run, number and time
     * @param agent the agent
     * @since 0.1
     */
    record HedgeDue(Stamp stamp, String agent) implements OfAgent {}

    /**
     * The judge has compared the changes that cost about the same, or will not.
     *
     * @param stamp run, number and time
     * @param judgement what came of it
     * @since 0.1
     */
    record Judged(Stamp stamp, Judgement judgement) implements CouncilEvent {}

    /**
     * An agent's outcome is final.
     *
     * @param stamp run, number and time
     * @param candidate the outcome
     * @since 0.1
     */
    record CandidateDecided(Stamp stamp, Candidate candidate) implements CouncilEvent {}

    /**
     * A step of the council itself failed: a bug of ours, an adapter that broke its contract, or a disk.
     *
     * @param stamp run, number and time
     * @param agent whose step it was, or null for a step of the run
     * @param step which step
     * @param message what happened
     * @since 0.1
     */
    record StepFailed(Stamp stamp, @Nullable String agent, String step, String message) implements CouncilEvent {}

    /**
     * The run's time is up.
     *
     * @param stamp run, number and time
     * @since 0.1
     */
    record DeadlineReached(Stamp stamp) implements CouncilEvent {}

    /**
     * Somebody asked to stop.
     *
     * @param stamp run, number and time
     * @param agent which agent, or null for the whole run
     * @param resumable whether what is stopped may go on when the run is resumed
     * @since 0.1
     */
    record CancelRequested(Stamp stamp, @Nullable String agent, boolean resumable) implements CouncilEvent {}

    /**
     * The decision.
     *
     * @param stamp run, number and time
     * @param winner the agent that won, or null
     * @param rule by which rule
     * @param reason why, in words
     * @since 0.1
     */
    record Selected(Stamp stamp, @Nullable String winner, String rule, String reason) implements CouncilEvent {}

    /**
     * A change is in the user's branch or working tree.
     *
     * @param stamp run, number and time
     * @param agent whose change, usually the winner's
     * @param mode how
     * @param branch the branch, or null on a detached head
     * @param commit the commit, or null where it stays uncommitted
     * @param already whether it was there before, so that nothing was done
     * @since 0.1
     */
    record Applied(
            Stamp stamp,
            String agent,
            ApplyMode mode,
            @Nullable String branch,
            @Nullable String commit,
            boolean already)
            implements CouncilEvent {}

    /**
     * A change was not applied; everything of the user is as it was.
     *
     * @param stamp run, number and time
     * @param reason why, and what to do
     * @since 0.1
     */
    record ApplyRefused(Stamp stamp, String reason) implements CouncilEvent {}

    /**
     * The run is over. The last event, unless the run is resumed or a change of it is applied later.
     *
     * @param stamp run, number and time
     * @param result what came of it
     * @since 0.1
     */
    record RunFinished(Stamp stamp, AggregatedResult result) implements CouncilEvent {}
}
