package io.clicouncil.cli.view;

import io.clicouncil.cost.Dollars;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.Failure;
import io.clicouncil.result.Candidate;
import io.clicouncil.text.Durations;
import io.clicouncil.verify.CheckResult;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Changes of state in words, a sentence each. Asked of all events of a run, in order. */
public final class EventWords {
    private final boolean withOutput;
    private final Map<String, String> lastFailures = new HashMap<>();

    /**
     * Words.
     *
     * @param withOutput whether what agents print and do is put in words as well
     */
    public EventWords(boolean withOutput) {
        this.withOutput = withOutput;
    }

    /** What has happened, perhaps in somebody else's characters, or null where that is no change of state. */
    public @Nullable String of(CouncilEvent event) {
        if (event instanceof CouncilEvent.OfAgent ofAgent) {
            String words = agentWords(ofAgent);
            return words == null ? null : ofAgent.agent() + ": " + words;
        } else if (event instanceof CouncilEvent.RunStarted started) {
            return "run " + event.runId() + " starts from "
                    + (started.plan().repository().withChanges() ? "a snapshot of what is uncommitted, " : "")
                    + started.plan().repository().base().substring(0, 10) + " with "
                    + String.join(
                            ", ",
                            started.plan().agents().stream()
                                    .map(agent -> agent.name())
                                    .toList());
        } else if (event instanceof CouncilEvent.RunResumed resumed) {
            return "run " + event.runId() + (resumed.toEnd() ? " is being ended" : " goes on");
        } else if (event instanceof CouncilEvent.RoomRunningOut) {
            return "there is hardly any room to record more: nothing new is begun";
        } else if (event instanceof CouncilEvent.CandidateDecided decided) {
            Candidate candidate = decided.candidate();
            return candidate.agent() + ": " + (candidate.eligible() ? "eligible, " : "not eligible, ")
                    + candidate.reason();
        } else if (event instanceof CouncilEvent.BaseChecked base) {
            return Words.ofBase(base);
        } else if (event instanceof CouncilEvent.NextAsked next) {
            return next.next() == null ? String.join("; ", new TreeMap<>(next.passedOver()).values()) : next.reason();
        } else if (event instanceof CouncilEvent.Judged judged) {
            return Words.of(judged.judgement());
        } else if (event instanceof CouncilEvent.StepFailed failed) {
            String whose = failed.agent() == null ? "" : failed.agent() + ": ";
            return whose + "could not " + failed.step() + ": " + failed.message();
        } else if (event instanceof CouncilEvent.DeadlineReached) {
            return "the deadline is reached: everything is being stopped";
        } else if (event instanceof CouncilEvent.CancelRequested cancel) {
            return (cancel.agent() == null ? "everything" : cancel.agent()) + " is being stopped";
        }
        return null;
    }

    private @Nullable String agentWords(CouncilEvent.OfAgent event) {
        if (event instanceof CouncilEvent.AttemptStarted started) {
            return "attempt " + started.attempt() + " starts";
        } else if (event instanceof CouncilEvent.AttemptHeld held) {
            return "attempt " + held.attempt() + " waits: " + held.reason();
        } else if (event instanceof CouncilEvent.AttemptFinished finished) {
            Failure failure = finished.result().failure();
            lastFailures.put(finished.agent(), failure == null ? "" : failure.message());
            String how = failure == null ? "is done" : "ended as " + failure.kind();
            return "attempt " + finished.attempt() + " " + how + " after "
                    + Durations.format(finished.result().duration()) + ", cost "
                    + Words.cost(finished.result().cost());
        } else if (event instanceof CouncilEvent.RetryScheduled retry) {
            String why = lastFailures.getOrDefault(retry.agent(), "");
            return "attempt " + retry.attempt() + " follows in " + Durations.format(retry.delay()) + ": "
                    + (why.isBlank() ? "the last ended as " + retry.cause() : why);
        } else if (event instanceof CouncilEvent.MoneyRefused refused) {
            return "attempt " + refused.attempt() + " waits: " + Dollars.words(refused.left())
                    + " are left of the day's budget";
        } else if (event instanceof CouncilEvent.HedgeDue) {
            return "it takes long, the next may start beside it";
        } else if (event instanceof CouncilEvent.RepositoryTouched touched) {
            return String.join("; ", touched.found());
        } else if (event instanceof CouncilEvent.ChangeCaptured captured) {
            return captured.change().isEmpty()
                    ? "no change"
                    : "change of " + captured.change().files().size() + " file(s), +"
                            + captured.change().insertions() + " -"
                            + captured.change().deletions();
        } else if (event instanceof CouncilEvent.CheckFinished finished) {
            CheckResult check = finished.check();
            return "check '" + check.name() + "' " + check.words();
        }
        return withOutput ? outputWords(event) : null;
    }

    private static @Nullable String outputWords(CouncilEvent.OfAgent event) {
        if (event instanceof CouncilEvent.AgentOutput output) {
            return "| " + output.line();
        } else if (event instanceof CouncilEvent.AgentActivity activity) {
            return "> " + activity.text();
        }
        return null;
    }
}
