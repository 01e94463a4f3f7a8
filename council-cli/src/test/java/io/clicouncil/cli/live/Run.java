package io.clicouncil.cli.live;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cli.SamplePlan;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.Stamp;
import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.Channel;
import io.clicouncil.process.ResourceUsage;
import io.clicouncil.result.Candidate;
import io.clicouncil.strategy.StrategySettings;
import io.clicouncil.task.Check;
import io.clicouncil.task.Plan;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.CheckStatus;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.FileChange;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Events of a run as a test tells them, a sentence each, with a clock that the test moves. */
final class Run {
    static final String ID = "20261121-093012-k3f9";
    static final Instant START = Instant.parse("2026-11-21T09:30:12Z");

    private final Consumer<CouncilEvent> listener;
    private Instant now = START;
    private long sequence;

    Run(Consumer<CouncilEvent> listener) {
        this.listener = listener;
    }

    Instant now() {
        return now;
    }

    Run after(int seconds) {
        now = now.plusSeconds(seconds);
        return this;
    }

    /** Begins with these agents and two checks. */
    Run starts(@Nullable String budget, String... agents) {
        Plan one = SamplePlan.of(
                "task",
                "0123456789012345678901234567890123456789",
                "x",
                StrategySettings.DEFAULT,
                List.of(Check.shell("one"), Check.shell("two")));
        Plan.PlannedAgent x = one.agents().get(0);
        List<Plan.PlannedAgent> planned = Arrays.stream(agents)
                .map(name -> new Plan.PlannedAgent(
                        name,
                        x.adapter(),
                        x.model(),
                        x.availability(),
                        x.estimate(),
                        x.maxCost(),
                        x.limits(),
                        x.retry(),
                        x.sandbox()))
                .toList();
        Plan plan = new Plan(
                one.task(),
                one.prompt(),
                one.repository(),
                one.strategy(),
                null,
                planned,
                null,
                one.checks(),
                null,
                null,
                one.protect(),
                one.scope(),
                one.setup(),
                one.sandbox(),
                false,
                one.limits().budget(budget == null ? null : new BigDecimal(budget)),
                null,
                false);
        return tell(new CouncilEvent.RunStarted(stamp(), plan));
    }

    Run leases(String agent) {
        return tell(new CouncilEvent.WorkspaceLeased(stamp(), agent, "/workspaces/" + agent));
    }

    Run begins(String agent, int attempt) {
        return tell(new CouncilEvent.AttemptStarted(stamp(), agent, attempt, Duration.ofMinutes(30)));
    }

    Run does(String agent, String text) {
        return tell(new CouncilEvent.AgentActivity(stamp(), agent, 1, text));
    }

    Run prints(String agent, String line) {
        return tell(new CouncilEvent.AgentOutput(stamp(), agent, 1, Channel.STDOUT, line));
    }

    Run spends(String agent, long tokens, Cost cost) {
        return tell(new CouncilEvent.AgentSpending(stamp(), agent, 1, new Usage(tokens, null, null, null), cost));
    }

    Run ends(String agent, int attempt, int seconds, Cost cost, @Nullable FailureKind kind) {
        ExecutionResult result = new ExecutionResult(
                kind == null ? null : Failure.of(kind, "it said " + kind),
                Usage.UNKNOWN,
                cost,
                Duration.ofSeconds(seconds),
                null,
                null,
                null,
                null,
                null,
                ResourceUsage.UNKNOWN);
        return tell(new CouncilEvent.AttemptFinished(stamp(), agent, attempt, result));
    }

    Run retries(String agent, int attempt, int seconds) {
        return tell(new CouncilEvent.RetryScheduled(
                stamp(), agent, attempt, FailureKind.OVERLOADED, Duration.ofSeconds(seconds)));
    }

    Run captures(String agent, int insertions, int deletions) {
        FileChange file = new FileChange("file.txt", FileChange.Kind.MODIFIED, insertions, deletions, false, null);
        String id = "0123456789012345678901234567890123456789";
        return tell(new CouncilEvent.ChangeCaptured(
                stamp(), agent, new Change(id, "council/" + ID + "/" + agent, id, List.of(file), List.of())));
    }

    Run checks(String agent, String check) {
        return tell(new CouncilEvent.CheckFinished(
                stamp(),
                agent,
                new CheckResult(check, CheckStatus.PASSED, true, 0, List.of(), Duration.ofSeconds(1), "")));
    }

    Run decides(String agent, boolean eligible, String reason) {
        return tell(new CouncilEvent.CandidateDecided(
                stamp(),
                new Candidate(
                        agent,
                        "command",
                        null,
                        ExecutionStatus.SUCCESS,
                        eligible,
                        reason,
                        null,
                        1,
                        Duration.ofSeconds(9),
                        null,
                        null,
                        List.of(),
                        Cost.reported(new BigDecimal("0.10")),
                        Usage.UNKNOWN,
                        new Candidate.ChangeSummary(1, 2, 1, "council/x", "0123"),
                        List.of())));
    }

    Run stops() {
        return tell(new CouncilEvent.CancelRequested(stamp(), null, true));
    }

    Run tell(CouncilEvent event) {
        listener.accept(event);
        return this;
    }

    Stamp stamp() {
        return new Stamp(ID, ++sequence, now);
    }
}
