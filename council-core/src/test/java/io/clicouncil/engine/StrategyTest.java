package io.clicouncil.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.Council;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Estimate;
import io.clicouncil.cost.Usage;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.CandidateDecided;
import io.clicouncil.event.CouncilEvent.HedgeDue;
import io.clicouncil.event.CouncilEvent.NextAsked;
import io.clicouncil.event.CouncilEvent.RunFinished;
import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.strategy.Outcome;
import io.clicouncil.strategy.Outcomes;
import io.clicouncil.strategy.SelectionRule;
import io.clicouncil.strategy.StrategyKind;
import io.clicouncil.strategy.StrategySettings;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Check;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.CheckStatus;
import io.clicouncil.verify.VerificationRequest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

class StrategyTest {
    @TempDir
    Path root;

    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Set<String> flaky = ConcurrentHashMap.newKeySet();
    private final Map<String, Mono<String>> judgedAfter = new ConcurrentHashMap<>();
    private final Sinks.Many<String> decided = Sinks.many().replay().all();
    private MemoryJournal journal;
    private VirtualTimeScheduler timers;

    @BeforeEach
    void prepare() {
        journal = new MemoryJournal();
        timers = VirtualTimeScheduler.create();
    }

    @Nested
    class All {
        @Test
        void stopsWhoHasSpentMoreThanOneThatPassed() {
            AggregatedResult result = run(
                    StrategySettings.DEFAULT,
                    FakeAdapter.succeeding("cheap", "0.10"),
                    agent("spender", FakeAdapter.spendingUntilStopped("0.30")));

            assertThat(result.winner()).isEqualTo("cheap");
            Candidate spender = candidate(result, "spender");
            assertThat(spender.status()).isEqualTo(ExecutionStatus.CANCELLED);
            assertThat(spender.reason())
                    .isEqualTo("CANCELLED: cheap passed for $0.1000, and it had spent $0.3000; it was stopped while it"
                            + " worked");
            assertThat(result.totals().cost().known()).isEqualByComparingTo("0.40");
        }

        @Test
        void waitsForWhoHasSpentNoMore() {
            Function<TaskAssignment, Flux<AgentEvent>> thrifty = assignment -> Flux.concat(
                    Flux.just(new AgentEvent.Spending(Usage.UNKNOWN, dollars("0.10"))),
                    after("cheap").thenMany(FakeAdapter.success("0.10").apply(assignment)));

            AggregatedResult result =
                    run(StrategySettings.DEFAULT, FakeAdapter.succeeding("cheap", "0.10"), agent("thrifty", thrifty));

            assertThat(candidate(result, "thrifty").eligible()).isTrue();
        }

        @Test
        void neverStopsAVerification() {
            judgedAfter.put("dear", after("cheap"));

            AggregatedResult result = run(
                    StrategySettings.DEFAULT,
                    FakeAdapter.succeeding("dear", "0.80"),
                    FakeAdapter.succeeding("cheap", "0.10"));

            assertThat(candidate(result, "dear").eligible()).isTrue();
        }

        @Test
        void stopsNobodyForOneThatPassedOnlyOnRerunOrWhereAnotherRuleChooses() {
            flaky.add("cheap");
            Function<TaskAssignment, Flux<AgentEvent>> spender = assignment -> Flux.concat(
                    Flux.just(new AgentEvent.Spending(Usage.UNKNOWN, dollars("0.30"))),
                    after("cheap").thenMany(FakeAdapter.success("0.30").apply(assignment)));
            StrategySettings fastest = new StrategySettings(StrategyKind.ALL, null, null, SelectionRule.FASTEST);

            AggregatedResult result =
                    run(StrategySettings.DEFAULT, FakeAdapter.succeeding("cheap", "0.10"), agent("spender", spender));
            assertThat(result.winner()).isEqualTo("spender");

            flaky.clear();
            result = run(fastest, FakeAdapter.succeeding("cheap", "0.10"), agent("spender", spender));
            assertThat(candidate(result, "spender").eligible()).isTrue();
            assertThat(result.selection().rule()).isEqualTo("fastest");
        }
    }

    @Nested
    class Race {
        private final StrategySettings race = StrategySettings.of(StrategyKind.RACE);

        @Test
        void isOverWithTheFirstThatIsEligible() {
            failing.add("wrong");
            AggregatedResult result = run(
                    race,
                    agent("slow", FakeAdapter.untilStopped()),
                    FakeAdapter.succeeding("wrong", "0.01"),
                    agent(
                            "quick",
                            assignment -> after("wrong")
                                    .thenMany(FakeAdapter.success("0.50").apply(assignment))));

            assertThat(result.winner()).isEqualTo("quick");
            assertThat(result.selection().rule()).isEqualTo("first");
            assertThat(candidate(result, "slow").reason())
                    .isEqualTo("CANCELLED: quick passed first; it was stopped while it worked");
            assertThat(result.totals().cost().known()).isEqualByComparingTo("1.51");
        }
    }

    @Nested
    class InCascade {
        private final StrategySettings cascade = StrategySettings.of(StrategyKind.CASCADE);

        @Test
        void asksTheCheapestFirstAndNobodyAfterOneThatPasses() {
            failing.add("cheap");
            List<CouncilEvent> events =
                    events(cascade, expecting("dear", "0.90"), expecting("middle", "0.50"), expecting("cheap", "0.10"));

            assertThat(leased(events)).containsExactly("cheap", "middle");
            assertThat(result(events).winner()).isEqualTo("middle");
            assertThat(of(NextAsked.class, events))
                    .extracting(NextAsked::reason)
                    .containsExactly("cheap costs about $0.10: asked", "middle costs about $0.50: asked");
            Candidate dear = candidate(result(events), "dear");
            assertThat(dear.reason()).isEqualTo("CANCELLED: middle passed before it was asked");
            assertThat(dear.attempts()).isZero();
        }

        @Test
        void asksEverybodyWhereNobodyPasses() {
            failing.addAll(List.of("one", "two"));
            List<CouncilEvent> events = events(cascade, expecting("one", "0.10"), expecting("two", "0.20"));

            assertThat(leased(events)).containsExactly("one", "two");
            assertThat(result(events).winner()).isNull();
        }

        @Test
        void passesOverWhoCannotBeUsedHere() {
            List<CouncilEvent> events =
                    events(cascade, Agent.of("missing", FakeAdapter.missing()), expecting("there", "0.10"));

            assertThat(leased(events)).containsExactly("there");
            assertThat(result(events).winner()).isEqualTo("there");
        }

        @Test
        void learnsFromEarlierRunsAndAsksNobodyWhoIsNotWorthIt() {
            List<Outcome> rows = new ArrayList<>();
            for (int task = 0; task < 40; task++) {
                rows.add(new Outcome("t" + task, "cheap", task % 4 == 0, new BigDecimal("0.10"), null));
                rows.add(new Outcome("t" + task, "sure", task % 10 != 0, new BigDecimal("0.20"), null));
                rows.add(new Outcome("t" + task, "dear", task % 2 == 0, new BigDecimal("5.00"), null));
            }
            journal.outcomes = Outcomes.of(rows);
            failing.addAll(List.of("cheap", "sure", "dear"));

            List<CouncilEvent> events = events(
                    new StrategySettings(StrategyKind.CASCADE, new BigDecimal("2"), null, SelectionRule.CHEAPEST),
                    expecting("cheap", "0.10"),
                    expecting("sure", "0.20"),
                    expecting("dear", "5.00"));

            assertThat(leased(events)).containsExactly("sure", "cheap");
            assertThat(candidate(result(events), "dear").reason())
                    .matches("CANCELLED: dear costs about \\$5.00 here and passes with a chance of [0-9.]+ %, worth"
                            + " \\$0.[0-9]+: not asked");
        }

        @Test
        void startsTheNextBesideOneThatTakesLong() {
            StrategySettings hedged =
                    new StrategySettings(StrategyKind.CASCADE, null, Duration.ofMinutes(5), SelectionRule.CHEAPEST);
            FakeAdapter slow = FakeAdapter.of(FakeAdapter.untilStopped());
            slow.estimate = Estimate.exactly(new BigDecimal("0.10"));

            List<CouncilEvent> events = events(hedged, Agent.of("slow", slow), expecting("quick", "0.20"));

            assertThat(of(HedgeDue.class, events)).extracting(HedgeDue::agent).containsExactly("slow");
            assertThat(result(events).winner()).isEqualTo("quick");
            assertThat(candidate(result(events), "slow").reason())
                    .isEqualTo("CANCELLED: quick passed; it was stopped while it worked");
        }

        @Test
        void comesToTheSameEndWhereverItWasCutOff() {
            failing.addAll(List.of("cheap", "middle"));
            Agent[] agents = {expecting("dear", "0.90"), expecting("middle", "0.50"), expecting("cheap", "0.10")};
            AggregatedResult expected = run(cascade, agents);
            List<CouncilEvent> whole = journal.all();

            for (int kept = 1; kept < whole.size(); kept++) {
                journal = new MemoryJournal(whole.subList(0, kept));
                AggregatedResult result = Objects.requireNonNull(council()
                        .resume(expected.runId(), task(cascade, agents), Flux.never())
                        .ofType(RunFinished.class)
                        .map(RunFinished::result)
                        .blockLast());

                assertThat(result.winner()).as("after " + kept + " events").isEqualTo("dear");
                assertThat(result.candidates())
                        .extracting(Candidate::attempts)
                        .as("after " + kept + " events")
                        .containsExactly(1, 1, 1);
            }
        }
    }

    private Mono<String> after(String agent) {
        return decided.asFlux().filter(agent::equals).next();
    }

    private static Agent agent(String name, Function<TaskAssignment, Flux<AgentEvent>> attempt) {
        return Agent.of(name, FakeAdapter.of(attempt));
    }

    /** One that says before what it will cost, and is right. */
    private static Agent expecting(String name, String dollars) {
        FakeAdapter adapter = FakeAdapter.of(FakeAdapter.success(dollars));
        adapter.estimate = Estimate.exactly(new BigDecimal(dollars));
        return Agent.of(name, adapter);
    }

    private static Cost dollars(String amount) {
        return Cost.reported(new BigDecimal(amount));
    }

    private AggregatedResult run(StrategySettings strategy, Agent... agents) {
        return result(events(strategy, agents));
    }

    /** All events of a run; while nothing happens, the time passes quickly. */
    private List<CouncilEvent> events(StrategySettings strategy, Agent... agents) {
        Queue<CouncilEvent> events = new ConcurrentLinkedQueue<>();
        Disposable subscription = council().stream(task(strategy, agents))
                .doOnNext(event -> {
                    if (event instanceof CandidateDecided outcome) {
                        decided.tryEmitNext(outcome.candidate().agent());
                    }
                })
                .subscribe(events::add);
        Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> {
            if (strategy.hedge() != null
                    && of(HedgeDue.class, List.copyOf(events)).isEmpty()) {
                Clockwork.pass(timers, Duration.ofMinutes(1));
            }
            return subscription.isDisposed();
        });
        return List.copyOf(events);
    }

    private CouncilTask task(StrategySettings strategy, Agent... agents) {
        return CouncilTask.of("mend it", root)
                .agents(agents)
                .strategy(strategy)
                .checks(new Check("check", List.of("check"), null, true))
                .build();
    }

    private Council council() {
        return Council.of(new FakeWorkspaces(root), new NoCommands())
                .verifier(this::judge)
                .timers(timers)
                .journal(journal)
                .environment(Map.of())
                .build();
    }

    private Flux<CheckResult> judge(VerificationRequest request) {
        String agent = request.agent();
        CheckStatus status = failing.contains(agent)
                ? CheckStatus.FAILED
                : flaky.contains(agent) ? CheckStatus.FLAKY : CheckStatus.PASSED;
        CheckResult verdict =
                new CheckResult("check", status, true, failing.contains(agent) ? 1 : 0, List.of(), Duration.ZERO, "");
        return judgedAfter.getOrDefault(agent, Mono.just("")).thenMany(Flux.just(verdict));
    }

    private static List<String> leased(List<CouncilEvent> events) {
        return of(CouncilEvent.WorkspaceLeased.class, events).stream()
                .map(CouncilEvent.WorkspaceLeased::agent)
                .toList();
    }

    private static AggregatedResult result(List<CouncilEvent> events) {
        return ((RunFinished) events.get(events.size() - 1)).result();
    }

    private static <T extends CouncilEvent> List<T> of(Class<T> type, List<CouncilEvent> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static Candidate candidate(AggregatedResult result, String agent) {
        return result.candidates().stream()
                .filter(candidate -> candidate.agent().equals(agent))
                .findFirst()
                .orElseThrow();
    }
}
