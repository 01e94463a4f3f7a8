package io.clicouncil.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cli.SamplePlan;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.CostSource;
import io.clicouncil.cost.Usage;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.Stamp;
import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.Candidate.ChangeSummary;
import io.clicouncil.result.Judgement;
import io.clicouncil.result.RunStatus;
import io.clicouncil.result.Selection;
import io.clicouncil.result.Selector;
import io.clicouncil.strategy.SelectionRule;
import io.clicouncil.strategy.StrategyKind;
import io.clicouncil.strategy.StrategySettings;
import io.clicouncil.task.Check;
import io.clicouncil.task.Plan;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.CheckStatus;
import io.clicouncil.verify.Verification;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final String RUN = "20261121-093012-k3f9";
    private static final Stamp STAMP = new Stamp(RUN, 1, Instant.parse("2026-11-21T09:30:12Z"));
    private static final String PASSED = "it passed the required check";

    private final List<CouncilEvent> events = new ArrayList<>();
    private StrategySettings strategy = StrategySettings.DEFAULT;
    private @Nullable Judgement judgement;
    private List<Check> checks = List.of(Check.shell("sh check.sh"));

    @Nested
    class OfEligibleOnes {
        @Test
        void saysByHowMuchEachIsDearerAndThatAnUnknownPriceIsBehindAll() {
            Candidate plan = passed("plan", Cost.reported(new BigDecimal("0.1")).billed(Billing.SUBSCRIPTION), 2, 9);
            assertThat(explained(
                            passed("silent", Cost.unknown(), 2, 9),
                            passed("dear", Cost.of(new BigDecimal("0.42"), CostSource.DERIVED), 2, 9),
                            plan))
                    .containsExactly(
                            "Rule: cheapest. Flakes rank last; then count cost (unknown last), changed lines, time, the"
                                    + " order of the configuration.",
                            "Eligible, the best first:",
                            "  1. plan    $0.1000 reported, on a plan  wins: it passed the required check",
                            "  2. dear    $0.4200 derived              $0.3200 dearer than plan",
                            "  3. silent  unknown                      nobody knows what it cost: behind every known price");
        }

        @Test
        void putsAFlakeBehindAllThatPassedAtOnceHoweverCheapItIs() {
            assertThat(explained(flaky("lucky", "0.01"), passed("steady", "5", 2, 9)))
                    .endsWith(
                            "  1. steady  $5.0000 reported  wins: it passed the required check",
                            "  2. lucky   $0.0100 reported  passed only when a check was run again: behind all that passed"
                                    + " at once");
        }

        @Test
        void saysWhatDecidesWhereTheyCostTheSame() {
            assertThat(explained(
                            passed("one", "0.1", 2, 9),
                            passed("same", "0.1", 2, 9),
                            passed("slow", "0.1", 2, 12),
                            passed("long", "0.1", 3, 1)))
                    .endsWith(
                            "  1. one   $0.1000 reported  wins: it passed the required check",
                            "  2. same  $0.1000 reported  costs the same, changes as many lines, takes as long as one, which"
                                    + " comes first in the configuration",
                            "  3. slow  $0.1000 reported  costs the same, changes as many lines as one, but 3s slower than one",
                            "  4. long  $0.1000 reported  costs the same as one, but 1 changed line more than one");
        }

        @Test
        void goesByTheRuleOfTheRun() {
            strategy = new StrategySettings(StrategyKind.ALL, null, null, SelectionRule.SMALLEST);
            assertThat(explained(passed("cheap", "0.1", 40, 1), passed("small", "5", 2, 9)))
                    .containsExactly(
                            "Rule: smallest. Flakes rank last; then count changed lines, cost (unknown last), time, the"
                                    + " order of the configuration.",
                            "Eligible, the best first:",
                            "  1. small  $5.0000 reported  wins: it passed the required check",
                            "  2. cheap  $0.1000 reported  38 changed lines more than small");
        }

        @Test
        void saysWhomAJudgeBroughtForward() {
            judgement = Judgement.of("wise", "clean", Cost.reported(new BigDecimal("0.02")));
            assertThat(explained("clean", passed("cheap", "0.30", 2, 9), passed("clean", "0.35", 2, 9)))
                    .endsWith(
                            "Judged: the judge wise prefers clean, cost $0.0200 reported",
                            "Eligible, the best first:",
                            "  1. cheap  $0.3000 reported  ahead of clean by this rule, but the judge prefers that",
                            "  2. clean  $0.3500 reported  wins: it passed the required check");
        }

        @Test
        void tellsTheFirstOfARaceByTheTimeOfItsVerdict() {
            strategy = StrategySettings.of(StrategyKind.RACE);
            Candidate late = passed("late", "0.1", 2, 9);
            Candidate early = flaky("early", "5");
            events.add(new CouncilEvent.CandidateDecided(STAMP, early));
            events.add(new CouncilEvent.CandidateDecided(STAMP, late));

            assertThat(explained("early", late, early))
                    .containsExactly(
                            "Rule: first. The first that is eligible wins, flaky or not, and the others are stopped.",
                            "Eligible, the best first:",
                            "  1. early  $5.0000 reported  wins: it passed the required check",
                            "  2. late   $0.1000 reported  passed as well, but after early");
        }

        @Test
        void saysThatNothingWasVerifiedWhereNoCheckIsRequired() {
            checks = List.of();
            assertThat(explained(passed("one", "0.1", 2, 9)))
                    .contains("No check was required: any change that is not empty is eligible.");
        }
    }

    @Nested
    class OfOthers {
        @Test
        void saysWhatEachFailedOf() {
            assertThat(explained(
                            failed("leak", 1, FailureKind.POLICY, "it adds a secret"),
                            failed("poor", 0, FailureKind.BUDGET, "$0.90 of the budget of $1.00 are spent"),
                            failed(
                                    "late",
                                    1,
                                    FailureKind.CANCELLED,
                                    "one passed for $0.1000; it was stopped while it worked"),
                            failed("idle", 1, FailureKind.NO_CHANGE, "it ended well and changed nothing"),
                            failed("guest", 0, FailureKind.AUTH, "sign in with guest login"),
                            failed("full", 4, FailureKind.RATE_LIMITED, "")))
                    .endsWith(
                            "Nobody is eligible:",
                            "  leak   $0.2000 reported  refused by policy: it adds a secret",
                            "  poor   -                 budget: $0.90 of the budget of $1.00 are spent",
                            "  late   $0.2000 reported  one passed for $0.1000; it was stopped while it worked",
                            "  idle   $0.2000 reported  it ended well and changed nothing",
                            "  guest  -                 blocked, AUTH: sign in with guest login",
                            "  full   $0.2000 reported  RATE_LIMITED");
        }

        @Test
        void tellsRepairsFromRetriesAndWhatEachAttemptCost() {
            attempt("late", 1, "0.05");
            attempt("late", 2, "0.06");
            events.add(new CouncilEvent.Verified(STAMP, "late", new Verification(List.of())));
            attempt("late", 3, "0.07");
            attempt("other", 1, "9");

            assertThat(explained(failed("late", 3, FailureKind.CRASHED, "it ended with 2")))
                    .endsWith(
                            "  late  $0.2000 reported  CRASHED: it ended with 2; 3 attempts, 1 of them a repair: $0.0500 +"
                                    + " $0.0600 + $0.0700");
        }

        @Test
        void saysWhomACascadeAskedWithItsFigures() {
            strategy = StrategySettings.of(StrategyKind.CASCADE);
            events.add(new CouncilEvent.NextAsked(STAMP, "small", "small costs about $0.10: asked", Map.of()));
            events.add(new CouncilEvent.HedgeDue(STAMP, "small"));
            events.add(new CouncilEvent.NextAsked(STAMP, "big", "big costs about $0.20: asked", Map.of()));
            events.add(new CouncilEvent.NextAsked(STAMP, null, "", Map.of("huge", "huge costs too much: not asked")));

            assertThat(explained(
                            passed("big", "0.2", 2, 9),
                            failed("small", 1, FailureKind.TIMED_OUT, "it took longer than 30m"),
                            failed("huge", 0, FailureKind.CANCELLED, "huge costs too much: not asked")))
                    .endsWith(
                            "Asked, one after another:",
                            "  1. small costs about $0.10: asked",
                            "  2. big costs about $0.20: asked (small took long)",
                            "Eligible, the best first:",
                            "  1. big  $0.2000 reported  wins: it passed the required check",
                            "Not eligible:",
                            "  small   $0.2000 reported  TIMED_OUT: it took longer than 30m",
                            "  huge    -                 huge costs too much: not asked");
        }

        @Test
        void saysWhatWasEligibleInARunThatWasStopped() {
            Candidate one = passed("one", "0.1", 2, 9);
            AggregatedResult stopped = result(RunStatus.CANCELLED, null, "the run was cancelled", List.of(one));

            assertThat(Explanation.of(stopped, events()))
                    .endsWith("Eligible, the best first:", "  1. one  $0.1000 reported  it passed the required check");
        }

        @Test
        void showsNoControlCharacterOfAnAgent() {
            assertThat(explained(failed("evil", 1, FailureKind.CRASHED, "\u001b[2Jgone")))
                    .endsWith("  evil  $0.2000 reported  CRASHED: \ufffd[2Jgone");
        }
    }

    @Test
    void saysOfARunWithoutAResultHowEachStands() {
        events.add(new CouncilEvent.CandidateDecided(STAMP, failed("one", 1, FailureKind.CRASHED, "it ended with 2")));
        assertThat(Interim.words(events())).isEqualTo("So far nobody is eligible; not eligible: one");

        attempt("one", 2, "0.1");
        assertThat(Interim.words(events())).isEqualTo("So far nobody is eligible; open: one");

        events.add(new CouncilEvent.CandidateDecided(STAMP, passed("one", "0.2", 2, 9)));
        assertThat(Interim.words(events())).isEqualTo("So far eligible: one ($0.2000 reported)");
    }

    private void attempt(String agent, int number, String cost) {
        events.add(new CouncilEvent.AttemptStarted(STAMP, agent, number, Duration.ofMinutes(30)));
        events.add(new CouncilEvent.AttemptFinished(
                STAMP, agent, number, ExecutionResult.success(Cost.reported(new BigDecimal(cost)))));
    }

    private List<String> explained(Candidate... candidates) {
        return explained(
                new Selector(strategy.select()).select(List.of(candidates)).winner(), candidates);
    }

    private List<String> explained(@Nullable String winner, Candidate... candidates) {
        RunStatus status = winner == null ? RunStatus.NO_WINNER : RunStatus.WINNER;
        return Explanation.of(result(status, winner, "", Arrays.asList(candidates)), events());
    }

    private List<CouncilEvent> events() {
        Plan plan = SamplePlan.of("mend it", "b".repeat(40), "one", strategy, checks);
        List<CouncilEvent> all = new ArrayList<>(List.of(new CouncilEvent.RunStarted(STAMP, plan)));
        all.addAll(events);
        return all;
    }

    private AggregatedResult result(
            RunStatus status, @Nullable String winner, String reason, List<Candidate> candidates) {
        return new AggregatedResult(
                RUN,
                status,
                winner,
                new AggregatedResult.Task("mend it"),
                new AggregatedResult.Repository("b".repeat(40), "main"),
                strategy.kind().id(),
                new Selection(winner, strategy.select().id(), reason),
                judgement,
                candidates,
                AggregatedResult.Totals.of(candidates, judgement, BigDecimal.ZERO, Duration.ofSeconds(9)),
                null,
                null);
    }

    private static Candidate passed(String agent, String cost, int lines, int seconds) {
        return passed(agent, Cost.reported(new BigDecimal(cost)), lines, seconds);
    }

    private static Candidate passed(String agent, Cost cost, int lines, int seconds) {
        return candidate(agent, ExecutionStatus.SUCCESS, PASSED, null, 1, seconds, cost, lines, CheckStatus.PASSED);
    }

    private static Candidate flaky(String agent, String cost) {
        Cost reported = Cost.reported(new BigDecimal(cost));
        return candidate(agent, ExecutionStatus.SUCCESS, PASSED, null, 1, 9, reported, 2, CheckStatus.FLAKY);
    }

    private static Candidate failed(String agent, int attempts, FailureKind kind, String message) {
        return candidate(
                agent,
                kind.status(),
                message.isEmpty() ? kind.toString() : kind + ": " + message,
                Failure.of(kind, message),
                attempts,
                9,
                Cost.reported(new BigDecimal("0.2")),
                0,
                CheckStatus.FAILED);
    }

    private static Candidate candidate(
            String agent,
            ExecutionStatus status,
            String reason,
            @Nullable Failure failure,
            int attempts,
            int seconds,
            Cost cost,
            int lines,
            CheckStatus check) {
        return new Candidate(
                agent,
                "command",
                null,
                status,
                failure == null,
                reason,
                failure,
                attempts,
                Duration.ofSeconds(seconds),
                "none",
                null,
                List.of(),
                cost,
                Usage.UNKNOWN,
                failure == null ? new ChangeSummary(1, lines, 0, "council/r/" + agent, "c") : null,
                List.of(new CheckResult("check", check, true, 0, List.of(), Duration.ZERO, "")));
    }
}
