package io.clicouncil.engine;

import static io.clicouncil.engine.JudgedRuns.preferring;
import static io.clicouncil.engine.JudgedRuns.saying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.event.CouncilEvent;
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
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class JudgeTest {
    @TempDir
    Path root;

    private JudgedRuns runs;

    @BeforeEach
    void prepare() {
        runs = new JudgedRuns(root);
    }

    @Test
    void prefersOneThatCostsHardlyMoreThanTheCheapest() {
        FakeAdapter judge = FakeAdapter.of(preferring("clean"));

        AggregatedResult result = runs.run(runs.task(judge, "0.10"));

        assertThat(result.winner()).isEqualTo("clean");
        assertThat(result.selection().reason())
                .isEqualTo(
                        "clean is preferred by the judge wise: it cost $0.3500, within the band of the cheapest, cheap,"
                                + " which cost $0.3000");
        assertThat(result.judgement()).isEqualTo(Judgement.of("wise", "clean", JudgedRuns.PRICE));
        assertThat(result.totals().cost().known()).isEqualByComparingTo("1.67");
        assertThat(result.candidates())
                .extracting(candidate -> candidate.agent())
                .doesNotContain("wise");
    }

    @Test
    void seesTheTaskAndTheDiffsOfThoseWithinTheBandAndNoName() {
        FakeAdapter judge = FakeAdapter.of(preferring("cheap"));

        AggregatedResult result = runs.run(runs.task(judge, "0.10"));

        assertThat(result.winner()).isEqualTo("cheap");
        assertThat(result.selection().reason())
                .isEqualTo(
                        "cheap is first among 3 eligible of 3: it cost $0.3000, clean cost $0.3500; the judge wise prefers"
                                + " it too");
        TaskAssignment asked = judge.assignments.element();
        assertThat(asked.prompt())
                .contains("mend it", "=== Change A ===", "=== Change B ===", "/cheap\n", "/clean\n")
                .doesNotContain("/dear", "=== Change C ===", "wise", "0.30");
        assertThat(asked.resumed()).isFalse();
    }

    @Test
    void isNotAskedWhereNothingIsTied() {
        FakeAdapter judge = FakeAdapter.of(preferring("clean"));

        assertThat(runs.run(runs.task(judge, "0.04")).winner()).isEqualTo("cheap");
        runs.failing.addAll(List.of("clean", "dear"));
        assertThat(runs.run(runs.task(judge, "9.00")).winner()).isEqualTo("cheap");
        runs.failing.add("cheap");
        assertThat(runs.run(runs.task(judge, "9.00")).status()).isEqualTo(RunStatus.NO_WINNER);

        assertThat(judge.assignments).isEmpty();
    }

    @Test
    void letsTheRuleDecideWhereItFails() {
        FakeAdapter judge = FakeAdapter.of(FakeAdapter.failure(Failure.of(FailureKind.CRASHED, "exit code 1")));

        AggregatedResult result = runs.run(runs.task(judge, "0.10"));

        assertThat(result.winner()).isEqualTo("cheap");
        assertThat(result.selection().reason()).endsWith("; the judge wise did not decide: CRASHED: exit code 1");
        assertThat(result.totals().cost().unknownCount()).isEqualTo(1);
    }

    @Test
    void letsTheRuleDecideWhereAChangeIsTooLargeToShow() {
        runs.workspaces.large.add("clean");
        FakeAdapter judge = FakeAdapter.of(preferring("clean"));

        assertThat(runs.run(runs.task(judge, "0.10")).selection().reason())
                .endsWith("; the judge wise did not decide: it was not asked: a change is larger than 64 KiB");
        assertThat(judge.assignments).isEmpty();
    }

    @Test
    void letsTheRuleDecideWhereItNamesNoneOfThem() {
        FakeAdapter judge = FakeAdapter.of(saying("BEST: Z"));

        assertThat(runs.run(runs.task(judge, "0.10")).selection().reason())
                .endsWith("; the judge wise did not decide: its answer names none of them");
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

        assertThat(runs.run(task).winner()).isEqualTo("slow");
    }

    @Test
    void isStoppedWithTheRunWhichEndsAsCancelled() {
        Sinks.Many<StopRequest> stops = Sinks.many().unicast().onBackpressureBuffer();
        FakeAdapter judge = FakeAdapter.of(assignment -> {
            stops.tryEmitNext(StopRequest.wholeRun());
            return FakeAdapter.untilStopped().apply(assignment);
        });

        AggregatedResult result = JudgedRuns.result(runs.council().stream(runs.task(judge, "0.10"), stops.asFlux()));

        assertThat(result.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(Objects.requireNonNull(result.judgement()).reason()).isEqualTo("CANCELLED: stopped");
        assertThat(result.totals().cost().known()).isEqualByComparingTo("2.65");
    }

    @Test
    void comesToTheSameEndAndIsPaidOnceWhereverTheRunWasCutOff() {
        AggregatedResult expected = runs.run(runs.task(FakeAdapter.of(preferring("clean")), "0.10"));
        List<CouncilEvent> whole = runs.journal.all();

        for (int kept = 1; kept < whole.size(); kept++) {
            runs.journal = new MemoryJournal(whole.subList(0, kept));
            FakeAdapter judge = FakeAdapter.of(preferring("clean"));

            AggregatedResult result = runs.resume(expected.runId(), runs.task(judge, "0.10"));

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

    private Mono<Void> decidedFirst() {
        return Flux.interval(Duration.ofMillis(2))
                .filter(ignored ->
                        runs.journal.all().stream().anyMatch(CouncilEvent.CandidateDecided.class::isInstance))
                .next()
                .then();
    }
}
