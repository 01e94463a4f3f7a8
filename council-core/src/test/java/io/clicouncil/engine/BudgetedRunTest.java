package io.clicouncil.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.Council;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.budget.Ledger;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Estimate;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.RunFinished;
import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.RunStatus;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Check;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.task.Limits;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.CheckStatus;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

class BudgetedRunTest {
    @TempDir
    Path root;

    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final MemoryJournal journal = new MemoryJournal();
    private final Ledger ledger = Ledger.inMemory(Clock.systemUTC());

    @Test
    void beginsNoAttemptThatMightCostMoreThanIsLeftAndGoesOnWithMore() {
        failing.add("first");
        CouncilTask task = task(limits("1.00", null), priced("first", "0.60"), priced("second", "0.50"));

        AggregatedResult poor = result(council().stream(task));
        assertThat(poor.status()).isEqualTo(RunStatus.BUDGET_EXHAUSTED);
        Candidate second = candidate(poor, "second");
        assertThat(second.status()).isEqualTo(ExecutionStatus.BLOCKED);
        assertThat(second.reason())
                .isEqualTo("BUDGET: $0.6000 of the budget of $1.00 are spent, and its attempt may cost $0.50");

        AggregatedResult rich = result(council().resume(poor.runId(), task, new BigDecimal("1.10"), Flux.never()));
        assertThat(rich.winner()).isEqualTo("second");
        assertThat(rich.totals().cost().known()).isEqualByComparingTo("1.10");
        assertThat(candidate(rich, "first").attempts()).isEqualTo(1);
    }

    @Test
    void givesWhoCannotSayItsPriceAllThatIsLeftAndTellsIt() {
        FakeAdapter unpriced = FakeAdapter.of(FakeAdapter.success(null));
        failing.add("unpriced");
        CouncilTask task = task(limits("1.00", null), Agent.of("unpriced", unpriced), priced("second", "0.01"));

        AggregatedResult result = result(council().stream(task));

        assertThat(unpriced.assignments).extracting(TaskAssignment::maxCost).containsExactly(new BigDecimal("1.00"));
        assertThat(candidate(result, "second").reason())
                .isEqualTo("BUDGET: $1.00 of the budget of $1.00 are spent, $1.00 of it counted for prices that nobody"
                        + " knows, and its attempt may cost $0.01");
    }

    @Test
    void cutsWhoSpendsMoreThanItMayAndSaysWhatWasTooMuch() {
        Agent greedy = agent("greedy", "0.20", FakeAdapter.spendingUntilStopped("0.30"));

        Candidate candidate = candidate(result(council().stream(task(limits("1.00", null), greedy))), "greedy");

        assertThat(Objects.requireNonNull(candidate.failure()).kind()).isEqualTo(FailureKind.BUDGET);
        assertThat(candidate.reason())
                .isEqualTo("BUDGET: it had spent $0.3000, more than the $0.20 that an attempt may cost; it was stopped"
                        + " while it worked");
        assertThat(candidate.flags()).containsExactly("an attempt cost $0.3000, $0.1000 more than was reserved for it");
        assertThat(candidate.cost().amount()).isEqualByComparingTo("0.30");
    }

    @Test
    void takesNothingForWhatASubscriptionCovers() {
        Cost notional = Cost.reported(new BigDecimal("0.90")).billed(Billing.SUBSCRIPTION);
        FakeAdapter covered =
                FakeAdapter.of(assignment -> Flux.just(new AgentEvent.Finished(ExecutionResult.success(notional))));
        covered.estimate = Estimate.exactly(new BigDecimal("0.90"));
        failing.add("covered");

        AggregatedResult result = result(
                council().stream(task(limits("1.00", null), Agent.of("covered", covered), priced("second", "0.80"))));

        assertThat(result.winner()).isEqualTo("second");
        assertThat(candidate(result, "covered").cost().amount()).isEqualByComparingTo("0.90");
    }

    @Test
    void countsTheDayOverAllRuns() {
        failing.addAll(List.of("one", "two"));
        Limits limits = limits(null, "1.00");

        assertThat(result(council().stream(task(limits, priced("one", "0.70")))).status())
                .isEqualTo(RunStatus.NO_WINNER);
        AggregatedResult later = result(council().stream(task(limits, priced("two", "0.40"))));

        assertThat(later.status()).isEqualTo(RunStatus.BUDGET_EXHAUSTED);
        assertThat(candidate(later, "two").reason())
                .isEqualTo("BUDGET: $0.3000 are left of the day's budget of $1.00, and its attempt may cost $0.40");
    }

    @Test
    void waitsForTheDaysMoneyThatAnotherMayGiveBack() {
        Agent first = Agent.of("first", FakeAdapter.of(FakeAdapter.success("0.10")));
        ((FakeAdapter) first.adapter()).estimate = Estimate.exactly(new BigDecimal("0.80"));
        failing.add("first");

        List<CouncilEvent> events =
                all(council().stream(task(limits(null, "1.00"), 2, first, priced("second", "0.50"))));

        assertThat(events)
                .filteredOn(CouncilEvent.MoneyRefused.class::isInstance)
                .hasSizeLessThanOrEqualTo(1);
        assertThat(((RunFinished) events.get(events.size() - 1)).result().winner())
                .isEqualTo("second");
    }

    @Test
    void endsAllThatWaitForTheDaysMoneyWhenNobodyCanGiveAnyBack() {
        ledger.reserve("another run", new BigDecimal("0.90"), false, BigDecimal.ONE);

        AggregatedResult result = result(council().stream(
                task(limits(null, "1.00"), 3, priced("a", "0.50"), priced("b", "0.50"), priced("c", "0.50"))));

        assertThat(result.status()).isEqualTo(RunStatus.BUDGET_EXHAUSTED);
        assertThat(result.candidates())
                .extracting(Candidate::reason)
                .containsOnly("BUDGET: $0.10 are left of the day's budget of $1.00, and its attempt may cost $0.50");
    }

    private static Agent priced(String name, String dollars) {
        return agent(name, dollars, FakeAdapter.success(dollars));
    }

    private static Agent agent(String name, String most, Function<TaskAssignment, Flux<AgentEvent>> attempt) {
        FakeAdapter adapter = FakeAdapter.of(attempt);
        return new Agent(name, adapter, null, new BigDecimal(most), Map.of(), null, null, null);
    }

    private static Limits limits(@Nullable String budget, @Nullable String dailyBudget) {
        Limits usual = Limits.DEFAULT;
        return new Limits(usual.attempt(), usual.deadline(), usual.retry(), 1, amount(budget), amount(dailyBudget));
    }

    private static @Nullable BigDecimal amount(@Nullable String dollars) {
        return dollars == null ? null : new BigDecimal(dollars);
    }

    private CouncilTask task(Limits limits, Agent... agents) {
        return task(limits, limits.concurrency(), agents);
    }

    private CouncilTask task(Limits limits, int concurrency, Agent... agents) {
        return CouncilTask.of("mend it", root)
                .agents(agents)
                .limits(new Limits(
                        limits.attempt(),
                        limits.deadline(),
                        limits.retry(),
                        concurrency,
                        limits.budget(),
                        limits.dailyBudget()))
                .checks(new Check("check", List.of("check"), null, true))
                .build();
    }

    private Council council() {
        return Council.of(new FakeWorkspaces(root), new NoCommands())
                .verifier(request -> Flux.just(new CheckResult(
                        "check",
                        failing.contains(request.agent()) ? CheckStatus.FAILED : CheckStatus.PASSED,
                        true,
                        failing.contains(request.agent()) ? 1 : 0,
                        List.of(),
                        Duration.ZERO,
                        "")))
                .journal(journal)
                .ledger(ledger)
                .environment(Map.of())
                .build();
    }

    private static List<CouncilEvent> all(Flux<CouncilEvent> events) {
        return Objects.requireNonNull(events.collectList().block(Duration.ofSeconds(30)));
    }

    private static AggregatedResult result(Flux<CouncilEvent> events) {
        List<CouncilEvent> all = all(events);
        return ((RunFinished) all.get(all.size() - 1)).result();
    }

    private static Candidate candidate(AggregatedResult result, String agent) {
        return result.candidates().stream()
                .filter(candidate -> candidate.agent().equals(agent))
                .findFirst()
                .orElseThrow();
    }
}
