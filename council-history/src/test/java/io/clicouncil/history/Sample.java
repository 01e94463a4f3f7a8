package io.clicouncil.history;

import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Estimate;
import io.clicouncil.cost.Usage;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.Stamp;
import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.policy.ScopeRules;
import io.clicouncil.process.Channel;
import io.clicouncil.process.Network;
import io.clicouncil.process.ResourceUsage;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.Candidate.ChangeSummary;
import io.clicouncil.result.Judgement;
import io.clicouncil.result.RunStatus;
import io.clicouncil.result.Selection;
import io.clicouncil.sandbox.PlannedSandbox;
import io.clicouncil.sandbox.SandboxSettings;
import io.clicouncil.setup.Setup;
import io.clicouncil.strategy.StrategySettings;
import io.clicouncil.task.Check;
import io.clicouncil.task.Limits;
import io.clicouncil.task.Plan;
import io.clicouncil.task.RetryPolicy;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.CheckStatus;
import io.clicouncil.verify.Verification;
import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.ConflictRule;
import io.clicouncil.workspace.FileChange;
import io.clicouncil.workspace.Provision;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events to keep. */
final class Sample {
    static final String RUN = "20261121-093012-k3f9";
    static final String BASE = "b".repeat(40);
    static final Instant START = Instant.parse("2026-11-21T09:30:12.5Z");

    private static final Cost COST = Cost.reported(new BigDecimal("0.4200"));
    private static final SandboxSettings WALLS = new SandboxSettings(
            SandboxSettings.Mode.AUTO, Network.list(List.of("api.example.com")), List.of("/opt/tools"), List.of());
    private static final Usage USAGE = new Usage(900L, 120L, null, 0L);
    private static final CheckResult CHECK =
            new CheckResult("mvn -q test", CheckStatus.PASSED, true, 0, List.of("a.B.c"), Duration.ofMillis(8100), "");
    private static final Change CHANGE = new Change(
            BASE,
            "council/" + RUN + "/claude",
            "c".repeat(40),
            List.of(new FileChange("a \"b\"\n\u00e9\u0001", FileChange.Kind.ADDED, 10, 3, false, null)),
            List.of("src/test/A.java"));

    private Sample() {}

    /** The beginning of a run. */
    static CouncilEvent.RunStarted started(String run, Instant time) {
        return started(run, time, List.of(Check.shell("mvn -q test").reporting("target/surefire-reports/*.xml")));
    }

    /** The beginning of a run with these checks. */
    static CouncilEvent.RunStarted started(String run, Instant time, List<Check> checks) {
        return new CouncilEvent.RunStarted(new Stamp(run, 1, time), plan(checks));
    }

    /** An event in the middle of a run. */
    static CouncilEvent spending(String run, long sequence) {
        return new CouncilEvent.AgentSpending(stamp(run, sequence), "claude", 1, USAGE, COST);
    }

    /** The end of an attempt, which cost as much as {@link #spending} tells. */
    static CouncilEvent attempted(String run, long sequence, int attempt) {
        return new CouncilEvent.AttemptFinished(stamp(run, sequence), "claude", attempt, execution());
    }

    /** The end of a run. */
    static CouncilEvent.RunFinished finished(String run, long sequence) {
        return new CouncilEvent.RunFinished(stamp(run, sequence), result(run));
    }

    /** One event of each type, as one run has them. */
    static List<CouncilEvent> everyType() {
        return List.of(
                started(RUN, START),
                new CouncilEvent.WorkspaceLeased(stamp(RUN, 2), "claude", "/w/\u65e5\u672c"),
                new CouncilEvent.AttemptStarted(stamp(RUN, 3), "claude", 1, Duration.ofMinutes(30)),
                new CouncilEvent.AgentOutput(stamp(RUN, 4), "claude", 1, Channel.STDERR, "\u001b[31mred\t\ud83d\ude00"),
                new CouncilEvent.AgentActivity(stamp(RUN, 5), "claude", 1, "edits"),
                spending(RUN, 6),
                new CouncilEvent.AttemptFinished(stamp(RUN, 7), "claude", 1, execution()),
                new CouncilEvent.RetryScheduled(
                        stamp(RUN, 8), "claude", 2, FailureKind.RATE_LIMITED, Duration.ofMillis(5250)),
                new CouncilEvent.RetryDue(stamp(RUN, 9), "claude", 2),
                new CouncilEvent.ChangeCaptured(stamp(RUN, 10), "claude", CHANGE),
                new CouncilEvent.WorkspaceReleased(stamp(RUN, 11), "claude"),
                new CouncilEvent.CheckFinished(stamp(RUN, 12), "claude", CHECK),
                new CouncilEvent.Verified(stamp(RUN, 13), "claude", new Verification(List.of(CHECK))),
                new CouncilEvent.CandidateDecided(stamp(RUN, 14), candidate()),
                new CouncilEvent.StepFailed(stamp(RUN, 15), null, "lease", "no space"),
                new CouncilEvent.DeadlineReached(stamp(RUN, 16)),
                new CouncilEvent.CancelRequested(stamp(RUN, 17), "claude", true),
                new CouncilEvent.Selected(stamp(RUN, 18), "claude", "cheapest", "the only one"),
                new CouncilEvent.Applied(stamp(RUN, 19), "claude", ApplyMode.SQUASH, "main", "d".repeat(40), false),
                new CouncilEvent.ApplyRefused(stamp(RUN, 20), "it conflicts"),
                new CouncilEvent.RunResumed(stamp(RUN, 21), true, new BigDecimal("7.50")),
                new CouncilEvent.WorkspacePrepared(stamp(RUN, 22), "claude", 2),
                new CouncilEvent.RoomRunningOut(stamp(RUN, 23)),
                new CouncilEvent.ApplyRequested(stamp(RUN, 24), "claude", ApplyMode.PATCH, ConflictRule.OURS, false),
                new CouncilEvent.NextAsked(stamp(RUN, 25), null, "", Map.of("dear", "dear costs too much: not asked")),
                new CouncilEvent.HedgeDue(stamp(RUN, 26), "claude"),
                new CouncilEvent.MoneyReserved(stamp(RUN, 27), "claude", 3, new BigDecimal("0.50")),
                new CouncilEvent.MoneyRefused(stamp(RUN, 28), "claude", 3, new BigDecimal("0.10")),
                new CouncilEvent.MoneySettled(stamp(RUN, 29), "claude", 2, new BigDecimal("0.30")),
                new CouncilEvent.BaseChecked(stamp(RUN, 30), CHECK, List.of("a.B", "a.C"), "mend it"),
                new CouncilEvent.Judged(
                        stamp(RUN, 31), Judgement.none("claude", "its answer names none of them", Cost.unknown())),
                new CouncilEvent.AttemptHeld(
                        stamp(RUN, 32),
                        "claude",
                        2,
                        FailureKind.RATE_LIMITED,
                        "its account is limited",
                        Duration.ofMinutes(3)),
                new CouncilEvent.AttemptRefused(
                        stamp(RUN, 33), "claude", 2, FailureKind.REFUSED, "it has only failed lately"),
                new CouncilEvent.RepositoryTouched(stamp(RUN, 34), "claude", List.of(".git/config was put back")),
                finished(RUN, 35));
    }

    private static Stamp stamp(String run, long sequence) {
        return new Stamp(run, sequence, START.plusNanos(sequence * 1_000_001));
    }

    private static Plan plan(List<Check> checks) {
        Plan.PlannedAgent agent = new Plan.PlannedAgent(
                "claude",
                "claude-code",
                "sonnet",
                Availability.ready(),
                Estimate.exactly(new BigDecimal("0.5000")),
                new BigDecimal("2.00"),
                Limits.DEFAULT.attempt(),
                RetryPolicy.DEFAULT,
                new PlannedSandbox(WALLS, "bubblewrap", null));
        return new Plan(
                "\n  accept ISO weeks\nas dates",
                "accept ISO weeks\nas dates\n\nframe",
                new Plan.Repository("/r", "", "main", BASE, List.of("b.txt"), false),
                StrategySettings.DEFAULT,
                null,
                List.of(agent),
                new Plan.PlannedJudge(agent, new BigDecimal("0.10")),
                checks,
                List.of("FooTest.bar"),
                "/acceptance",
                List.of("src/test/**"),
                new ScopeRules(List.of("deploy/**"), 2000, 50),
                new Setup(new Provision(List.of("a"), List.of("b")), List.of("npm ci"), Duration.ofMinutes(1)),
                new PlannedSandbox(WALLS, "none", "it is not installed"),
                true,
                Limits.DEFAULT,
                ApplyMode.SQUASH,
                true);
    }

    private static ExecutionResult execution() {
        Failure failure = Failure.of(FailureKind.RATE_LIMITED, "later").retryAfter(Duration.ofSeconds(5));
        return new ExecutionResult(
                failure,
                USAGE,
                COST,
                Duration.ofMillis(1234),
                "sonnet",
                "session",
                null,
                "pid-namespace",
                "bubblewrap",
                new ResourceUsage(1L << 32, Duration.ofMillis(900), null));
    }

    private static Candidate candidate() {
        return new Candidate(
                "claude",
                "claude-code",
                "sonnet",
                ExecutionStatus.SUCCESS,
                true,
                "passes",
                null,
                2,
                Duration.ofMillis(41_200),
                "none",
                "pid-namespace",
                List.of("edits of src/test/A.java were taken out"),
                COST,
                USAGE,
                ChangeSummary.of(CHANGE),
                List.of(CHECK));
    }

    private static AggregatedResult result(String run) {
        List<Candidate> candidates = List.of(candidate());
        return new AggregatedResult(
                run,
                RunStatus.WINNER,
                "claude",
                new AggregatedResult.Task("accept ISO weeks\nas dates"),
                new AggregatedResult.Repository(BASE, "main"),
                "all",
                new Selection("claude", "cheapest", "the only one"),
                Judgement.of("claude", "claude", Cost.reported(new BigDecimal("0.03"))),
                candidates,
                AggregatedResult.Totals.of(candidates, null, new BigDecimal("0.4200"), Duration.ofSeconds(55)),
                null,
                null);
    }
}
