package io.clicouncil.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.Council;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Estimate;
import io.clicouncil.cost.Usage;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.RunFinished;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Judgement;
import io.clicouncil.result.RunStatus;
import io.clicouncil.strategy.StrategyKind;
import io.clicouncil.strategy.StrategySettings;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Check;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.task.Judge;
import io.clicouncil.task.Limits;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.CheckStatus;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class JudgeTest {
    @TempDir
    Path root;

    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private FakeWorkspaces workspaces;
    private MemoryJournal journal = new MemoryJournal();

    @BeforeEach
    void prepare() {
        workspaces = new FakeWorkspaces(root);
    }

    @Test
    void prefersOneThatCostsHardlyMoreThanTheCheapest() {
        FakeAdapter judge = FakeAdapter.of(preferring("clean"));

        AggregatedResult result = run(task(judge, "0.10"));

        assertThat(result.winner()).isEqualTo("clean");
        assertThat(result.selection().reason())
                .isEqualTo(
                        "clean is preferred by the judge wise: it cost $0.3500, within the band of the cheapest, cheap,"
                                + " which cost $0.3000");
        assertThat(result.judgement()).isEqualTo(Judgement.of("wise", "clean", Cost.reported(new BigDecimal("0.02"))));
        assertThat(result.totals().cost().known()).isEqualByComparingTo("1.67");
        assertThat(result.candidates())
                .extracting(candidate -> candidate.agent())
                .doesNotContain("wise");
    }

    @Test
    void seesTheTaskAndTheDiffsOfThoseWithinTheBandAndNoName() {
        FakeAdapter judge = FakeAdapter.of(preferring("cheap"));

        AggregatedResult result = run(task(judge, "0.10"));

        assertThat(result.winner()).isEqualTo("cheap");
        assertThat(result.selection().reason())
                .isEqualTo(
                        "cheap is first among 3 eligible of 3: it cost $0.3000, clean cost $0.3500; the judge wise prefers"
                                + " it too");
        TaskAssignment asked = judge.assignments.element();
        assertThat(asked.prompt())
                .contains("mend it", "=== Change A ===", "=== Change B ===", "/cheap\n", "/clean\n")
                .doesNotContain("/dear", "=== Change C ===", "wise", "0.30");
        assertThat(asked.directory()).isEmptyDirectory().startsWith(root.resolve("wise+judge"));
        assertThat(asked.resumed()).isFalse();
    }

    @Test
    void isNotAskedWhereNothingIsTied() {
        FakeAdapter judge = FakeAdapter.of(preferring("clean"));

        assertThat(run(task(judge, "0.04")).winner()).isEqualTo("cheap");
        failing.addAll(List.of("clean", "dear"));
        assertThat(run(task(judge, "9.00")).winner()).isEqualTo("cheap");
        failing.add("cheap");
        assertThat(run(task(judge, "9.00")).status()).isEqualTo(RunStatus.NO_WINNER);

        assertThat(judge.assignments).isEmpty();
    }

    @Test
    void letsTheRuleDecideWhereItFails() {
        FakeAdapter judge = FakeAdapter.of(FakeAdapter.failure(Failure.of(FailureKind.CRASHED, "exit code 1")));

        AggregatedResult result = run(task(judge, "0.10"));

        assertThat(result.winner()).isEqualTo("cheap");
        assertThat(result.selection().reason()).endsWith("; the judge wise did not decide: CRASHED: exit code 1");
        assertThat(result.totals().cost().unknownCount()).isEqualTo(1);
    }

    @Test
    void letsTheRuleDecideWhereItNamesNoneOfThem() {
        FakeAdapter judge = FakeAdapter.of(saying("BEST: Z"));

        assertThat(run(task(judge, "0.10")).selection().reason())
                .endsWith("; the judge wise did not decide: its answer names none of them");
    }

    @Test
    void countsInTheBudget() {
        FakeAdapter judge = FakeAdapter.of(preferring("clean"));
        judge.estimate = new Estimate(new BigDecimal("0.05"), new BigDecimal("0.40"));
        Limits limits = Limits.DEFAULT.budget(new BigDecimal("2.00"));

        AggregatedResult result = run(task(judge, "0.10", limits));

        assertThat(result.winner()).isEqualTo("cheap");
        assertThat(result.selection().reason())
                .endsWith("; the judge wise did not decide: it was not asked: too little is left of the budget");
        assertThat(judge.assignments).isEmpty();
        assertThat(result.totals().cost().known()).isEqualByComparingTo("1.65");
    }

    @Test
    void stopsNobodyWhileItMayPreferADearerOne() {
        FakeAdapter slow = FakeAdapter.of(assignment -> Flux.concat(
                Flux.just(new AgentEvent.Spending(Usage.UNKNOWN, Cost.reported(new BigDecimal("0.35")))),
                decidedFirst().thenMany(FakeAdapter.success("0.38").apply(assignment))));
        FakeAdapter judge = FakeAdapter.of(preferring("slow"));
        CouncilTask task = CouncilTask.of("mend it", root)
                .agents(FakeAdapter.succeeding("cheap", "0.30"), Agent.of("slow", slow))
                .judge(new Judge(Agent.of("wise", judge), new BigDecimal("0.10")))
                .checks(Check.shell("sh check"))
                .build();

        assertThat(run(task).winner()).isEqualTo("slow");
    }

    @Test
    void isStoppedWithTheRunWhichEndsAsCancelled() {
        Sinks.Many<StopRequest> stops = Sinks.many().unicast().onBackpressureBuffer();
        FakeAdapter judge = FakeAdapter.of(assignment -> {
            stops.tryEmitNext(StopRequest.wholeRun());
            return FakeAdapter.untilStopped().apply(assignment);
        });

        AggregatedResult result = result(council().stream(task(judge, "0.10"), stops.asFlux()));

        assertThat(result.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(Objects.requireNonNull(result.judgement()).reason()).isEqualTo("CANCELLED: stopped");
        assertThat(result.totals().cost().known()).isEqualByComparingTo("2.65");
    }

    @Test
    void comesToTheSameEndAndIsPaidOnceWhereverTheRunWasCutOff() {
        AggregatedResult expected = run(task(FakeAdapter.of(preferring("clean")), "0.10"));
        List<CouncilEvent> whole = journal.all();

        for (int kept = 1; kept < whole.size(); kept++) {
            workspaces = new FakeWorkspaces(root);
            journal = new MemoryJournal(whole.subList(0, kept));
            FakeAdapter judge = FakeAdapter.of(preferring("clean"));

            AggregatedResult result = result(council().resume(expected.runId(), task(judge, "0.10"), Flux.never()));

            assertThat(result.winner()).as("after " + kept + " events").isEqualTo("clean");
            assertThat(result.totals().cost())
                    .as("after " + kept + " events")
                    .isEqualTo(expected.totals().cost());
            boolean known = whole.subList(0, kept).stream().anyMatch(CouncilEvent.Judged.class::isInstance);
            assertThat(judge.assignments).hasSize(known ? 0 : 1).allMatch(TaskAssignment::resumed);
        }
    }

    @Test
    void isForTheCheapestOfAll() {
        Judge judge = new Judge(FakeAdapter.succeeding("wise", "0.01"), BigDecimal.ONE);
        CouncilTask.Builder race = CouncilTask.of("mend it", root)
                .agents(FakeAdapter.succeeding("one", "1.00"))
                .checks(Check.shell("sh check"))
                .strategy(StrategySettings.of(StrategyKind.RACE))
                .judge(judge);

        assertThatThrownBy(race::build)
                .isInstanceOf(CouncilException.class)
                .hasMessageContaining("for the strategy all with the rule cheapest, not for race with first");
    }

    /** Reads which letter stands for an agent, as only the diffs of this test tell. */
    private static Function<TaskAssignment, Flux<AgentEvent>> preferring(String agent) {
        return assignment -> {
            Matcher matcher = Pattern.compile("=== Change ([A-Z]) ===\n\nthe diff of \\S+/" + agent + "\n")
                    .matcher(assignment.prompt());
            return saying(matcher.find() ? "They differ.\n\nBEST: " + matcher.group(1) : "no such change")
                    .apply(assignment);
        };
    }

    private static Function<TaskAssignment, Flux<AgentEvent>> saying(String words) {
        return ignored -> Flux.just(new AgentEvent.Finished(
                ExecutionResult.success(Cost.reported(new BigDecimal("0.02"))).saying(null, null, words)));
    }

    private Mono<Void> decidedFirst() {
        return Flux.interval(Duration.ofMillis(2))
                .filter(ignored -> journal.all().stream().anyMatch(CouncilEvent.CandidateDecided.class::isInstance))
                .next()
                .then();
    }

    private AggregatedResult run(CouncilTask task) {
        workspaces = new FakeWorkspaces(root);
        return result(council().stream(task));
    }

    private static AggregatedResult result(Flux<CouncilEvent> events) {
        List<CouncilEvent> all = Objects.requireNonNull(events.collectList().block());
        return ((RunFinished) all.get(all.size() - 1)).result();
    }

    private CouncilTask task(FakeAdapter judge, String band) {
        return task(judge, band, Limits.DEFAULT);
    }

    private CouncilTask task(FakeAdapter judge, String band, Limits limits) {
        return CouncilTask.of("mend it", root)
                .agents(
                        FakeAdapter.succeeding("cheap", "0.30"),
                        FakeAdapter.succeeding("clean", "0.35"),
                        FakeAdapter.succeeding("dear", "1.00"))
                .judge(new Judge(Agent.of("wise", judge), new BigDecimal(band)))
                .checks(Check.shell("sh check"))
                .limits(limits)
                .build();
    }

    private Council council() {
        return Council.of(workspaces, new NoCommands())
                .verifier(request -> Flux.just(new CheckResult(
                        "sh check",
                        failing.contains(request.agent()) ? CheckStatus.FAILED : CheckStatus.PASSED,
                        true,
                        failing.contains(request.agent()) ? 1 : 0,
                        List.of(),
                        Duration.ZERO,
                        "")))
                .journal(journal)
                .environment(Map.of())
                .build();
    }
}
