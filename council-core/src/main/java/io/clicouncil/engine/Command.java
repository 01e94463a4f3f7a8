package io.clicouncil.engine;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.Judgement;
import io.clicouncil.strategy.SelectionRule;
import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.ConflictRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link RunLogic} wants done. Each command, carried out, yields events. */
sealed interface Command {

    /** Wait until the run's time is up. */
    record AwaitDeadline(Duration after) implements Command {}

    /** Make a workspace. */
    record Lease(String agent) implements Command {}

    /** Make a workspace ready for an attempt: bring it back to its base after an earlier one, and set it up. */
    record Prepare(String agent, int attempt) implements Command {}

    /** Record that an attempt is about to be made, before anything of it runs. */
    record BeginAttempt(String agent, int attempt, Duration timeout) implements Command {}

    /** Make the attempt; or go on with it, where a council before this one may have begun it. */
    record Execute(
            String agent,
            int attempt,
            Duration timeout,
            @Nullable BigDecimal most,
            @Nullable Repair repair,
            boolean resumed)
            implements Command {}

    /** Reserve money for an attempt: so much, or also less where the day has less. */
    record Reserve(String agent, int attempt, BigDecimal amount, boolean orLess) implements Command {}

    /** Put what an attempt has cost in place of what was reserved for it. */
    record Settle(String agent, int attempt, BigDecimal amount) implements Command {}

    /** Record when another attempt is due, as the retry policy says after this result. */
    record ScheduleRetry(String agent, int attempt, ExecutionResult after) implements Command {}

    /** Wait until it is. */
    record AwaitRetry(String agent, int attempt, Duration delay) implements Command {}

    /** Stop what an agent does now: its attempt or its checks. Whatever is stopped reports its end itself. */
    record Stop(String agent) implements Command {}

    /** Read the change. */
    record Capture(String agent) implements Command {}

    /** Give the workspace back. */
    record Release(String agent) implements Command {}

    /** Judge the change that was made after so many repairs. */
    record Verify(String agent, Change change, int repairs) implements Command {}

    /** Record an agent's final outcome. */
    record Decide(Candidate candidate) implements Command {}

    /** Find out whom a cascade asks next, when these have failed and these are left. */
    record AskNext(List<String> failed, List<String> open) implements Command {}

    /** Wait until an agent of a cascade has taken so long that the next may start beside it. */
    record AwaitHedge(String agent, Duration after) implements Command {}

    /** Ask the judge which of these is best; reserve so much for it, or also less, where money is watched. */
    record Judge(
            String judge,
            List<Contender> contenders,
            @Nullable BigDecimal claim,
            boolean orLess) implements Command {
        /** Where the judge's files are, and under what name it is stopped and paid: no agent can be called so. */
        static String place(String judge) {
            return judge + "+judge";
        }

        String place() {
            return place(judge);
        }
    }

    /** What the judge compares. */
    record Contender(String agent, Change change) {}

    /** Choose among the candidates, with what the judge said, where it was asked. */
    record Select(
            SelectionRule rule,
            List<Candidate> candidates,
            @Nullable Judgement judgement) implements Command {}

    /** Put a candidate's change into the user's branch. */
    record Apply(Candidate candidate, Change change, ApplyMode mode, ConflictRule conflicts, boolean allowRisky)
            implements Command {}

    /** Record that nothing new is begun, for want of room to record it. */
    record WarnOfNoRoom() implements Command {}

    /** Record what came of the run. */
    record Finish(AggregatedResult result) implements Command {}
}
