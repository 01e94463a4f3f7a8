package io.clicouncil.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.Council;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.RunStarted;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.Channel;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.RunStatus;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Check;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.task.Limits;
import io.clicouncil.task.RetryPolicy;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.CheckStatus;
import io.clicouncil.verify.Verifier;
import io.clicouncil.workspace.ApplyMode;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.test.scheduler.VirtualTimeScheduler;

class ParallelExecutorTest {
    @TempDir
    Path root;

    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private FakeWorkspaces workspaces;
    private VirtualTimeScheduler timers;

    @BeforeEach
    void prepare() {
        workspaces = new FakeWorkspaces(root);
        timers = VirtualTimeScheduler.create();
    }

    @Nested
    class Choosing {
        @Test
        void namesTheCheapestThatPasses() {
            AggregatedResult result =
                    run(FakeAdapter.succeeding("dear", "0.40"), FakeAdapter.succeeding("cheap", "0.10"));

            assertThat(result.status()).isEqualTo(RunStatus.WINNER);
            assertThat(result.winner()).isEqualTo("cheap");
            assertThat(result.selection().reason()).contains("$0.1000", "dear cost $0.4000");
        }

        @Test
        void prefersAKnownCostToAnUnknownOne() {
            AggregatedResult result =
                    run(FakeAdapter.succeeding("secret", null), FakeAdapter.succeeding("dear", "9.99"));

            assertThat(result.winner()).isEqualTo("dear");
            assertThat(result.totals().cost().unknownCount()).isEqualTo(1);
        }

        @Test
        void neverNamesAnAgentThatChangedNothing() {
            workspaces.changedLines.put("idle", 0);

            AggregatedResult result =
                    run(FakeAdapter.succeeding("idle", "0.00"), FakeAdapter.succeeding("busy", "5.00"));

            assertThat(result.winner()).isEqualTo("busy");
            Candidate idle = candidate(result, "idle");
            assertThat(idle.eligible()).isFalse();
            assertThat(idle.status()).isEqualTo(ExecutionStatus.FAILURE);
            assertThat(idle.failure()).isNotNull();
            assertThat(idle.failure().kind()).isEqualTo(FailureKind.NO_CHANGE);
            assertThat(idle.change()).isNull();
        }

        @Test
        void saysOfEachThatRanWhatWasChangedInTheRepositoryMeanwhile() {
            workspaces.touched.add("repository: .git/config was changed, and put back");

            AggregatedResult result = run(FakeAdapter.succeeding("one", "0.01"));

            assertThat(candidate(result, "one").flags())
                    .startsWith("repository: .git/config was changed, and put back")
                    .doesNotHaveDuplicates();
        }

        @Test
        void namesNobodyWhenNobodyPasses() {
            failing.addAll(List.of("one", "two"));

            AggregatedResult result = run(FakeAdapter.succeeding("one", "0.01"), FakeAdapter.succeeding("two", "0.02"));

            assertThat(result.status()).isEqualTo(RunStatus.NO_WINNER);
            assertThat(result.winner()).isNull();
            assertThat(candidate(result, "one").reason()).contains("'sh check'", "failed with exit code 1");
            assertThat(result.totals().successCount()).isEqualTo(2);
            assertThat(result.totals().eligibleCount()).isZero();
        }

        @Test
        void goesOnWithoutAnAgentThatIsNotInstalled() {
            AggregatedResult result =
                    run(Agent.of("missing", FakeAdapter.missing()), FakeAdapter.succeeding("there", "1"));

            assertThat(result.winner()).isEqualTo("there");
            assertThat(candidate(result, "missing").reason()).isEqualTo("NOT_INSTALLED: install it");
            assertThat(candidate(result, "missing").attempts()).isZero();
        }

        @Test
        void refusesToBeginWithoutAnyUsableAgent() {
            StepVerifier.create(council()
                            .run(task(Agent.of("missing", FakeAdapter.missing()))
                                    .build()))
                    .expectErrorSatisfies(error -> assertThat(error)
                            .isInstanceOf(CouncilException.class)
                            .hasMessageContaining("missing: install it"))
                    .verify();
        }
    }

    @Nested
    class Retrying {
        @Test
        void retriesFromTheBaseAfterARateLimit() {
            FakeAdapter adapter = FakeAdapter.of(
                    FakeAdapter.failure(Failure.of(FailureKind.RATE_LIMITED, "slow down")),
                    FakeAdapter.success("0.02"));

            List<CouncilEvent> events =
                    events(task(Agent.of("limited", adapter)).build());

            assertThat(candidate(result(events), "limited").attempts()).isEqualTo(2);
            assertThat(candidate(result(events), "limited").cost().amount()).isEqualByComparingTo("0.02");
            assertThat(workspaces.log)
                    .containsSubsequence("lease limited", "reset limited", "capture limited", "release limited");
            assertThat(of(CouncilEvent.RetryScheduled.class, events).get(0).delay())
                    .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(7));
        }

        @Test
        void waitsAsLongAsTheAgentWasAskedTo() {
            Failure asked = Failure.of(FailureKind.RATE_LIMITED, "").retryAfter(Duration.ofMinutes(7));
            FakeAdapter adapter = FakeAdapter.of(FakeAdapter.failure(asked), FakeAdapter.success("1"));

            List<CouncilEvent> events =
                    events(task(Agent.of("limited", adapter)).build());

            assertThat(of(CouncilEvent.RetryScheduled.class, events).get(0).delay())
                    .hasMinutes(7);
        }

        @Test
        void givesUpAfterTheLastRetryAndKeepsTheReason() {
            FakeAdapter adapter = FakeAdapter.of(FakeAdapter.failure(Failure.of(FailureKind.OVERLOADED, "try later")));

            AggregatedResult result = run(Agent.of("busy", adapter));

            assertThat(candidate(result, "busy").attempts()).isEqualTo(3);
            assertThat(candidate(result, "busy").reason()).isEqualTo("OVERLOADED: try later");
            assertThat(candidate(result, "busy").cost().known()).isTrue();
        }

        @Test
        void doesNotRetryWhatAPersonMustMend() {
            FakeAdapter adapter = FakeAdapter.of(FakeAdapter.failure(Failure.of(FailureKind.AUTH, "sign in")));

            AggregatedResult result = run(Agent.of("stranger", adapter));

            assertThat(adapter.assignments).hasSize(1);
            assertThat(candidate(result, "stranger").status()).isEqualTo(ExecutionStatus.BLOCKED);
        }

        @Test
        void givesTwiceTheTimeAfterATimeOut() {
            FakeAdapter adapter = FakeAdapter.of(
                    FakeAdapter.failure(Failure.of(FailureKind.TIMED_OUT, "")), FakeAdapter.success("1"));

            AggregatedResult result = run(Agent.of("slow", adapter));

            assertThat(adapter.assignments)
                    .extracting(assignment -> assignment.limits().timeout())
                    .containsExactly(Duration.ofMinutes(30), Duration.ofMinutes(60));
            assertThat(candidate(result, "slow").cost().known())
                    .as("an attempt without a price makes the total unknown")
                    .isFalse();
        }

        @Test
        void freesItsPlaceWhileItWaits() {
            FakeAdapter limited = FakeAdapter.of(
                    FakeAdapter.failure(Failure.of(FailureKind.RATE_LIMITED, "")), FakeAdapter.success("2"));

            List<CouncilEvent> events = events(task(Agent.of("limited", limited), FakeAdapter.succeeding("other", "1"))
                    .limits(limits(1))
                    .build());

            List<String> started = of(CouncilEvent.AttemptStarted.class, events).stream()
                    .map(start -> start.agent() + " " + start.attempt())
                    .toList();
            assertThat(started).containsExactly("limited 1", "other 1", "limited 2");
        }
    }

    @Nested
    class Breaking {
        @Test
        void makesAFailedCandidateOfAnAdapterThatSignalsAnError() {
            FakeAdapter adapter = FakeAdapter.of(ignored -> Flux.error(new IllegalStateException("key=sk-secret")));

            AggregatedResult result = run(Agent.of("broken", adapter), FakeAdapter.succeeding("fine", "1"));

            assertThat(result.winner()).isEqualTo("fine");
            assertThat(candidate(result, "broken").reason())
                    .contains("broke its contract", "IllegalStateException")
                    .doesNotContain("sk-secret");
            assertThat(candidate(result, "broken").cost().known()).isFalse();
        }

        @Test
        void makesAFailedCandidateOfAnAdapterThatEndsWithoutAResult() {
            AggregatedResult result = run(Agent.of("mute", FakeAdapter.of(ignored -> Flux.empty())));

            assertThat(candidate(result, "mute").reason()).contains("it ended without a result");
        }

        @Test
        void goesOnWhenAWorkspaceCannotBeMade() {
            workspaces.broken.add("unlucky");

            AggregatedResult result =
                    run(FakeAdapter.succeeding("unlucky", "0.01"), FakeAdapter.succeeding("lucky", "1"));

            assertThat(result.winner()).isEqualTo("lucky");
            assertThat(candidate(result, "unlucky").reason()).contains("there is no space left");
        }

        @Test
        void givesTheWorkspaceBackWhenTheVerifierFails() {
            Verifier broken = request -> Flux.error(new IllegalStateException());

            List<CouncilEvent> events = all(council(broken).stream(
                    task(FakeAdapter.succeeding("one", "1")).build()));

            assertThat(result(events).status()).isEqualTo(RunStatus.NO_WINNER);
            assertThat(workspaces.held()).isEmpty();
        }
    }

    @Nested
    class Stopping {
        @Test
        void endsWhatRunsAtTheDeadline() {
            AggregatedResult result = result(events(
                    task(Agent.of("endless", FakeAdapter.of(FakeAdapter.untilStopped())))
                            .limits(Limits.DEFAULT)
                            .build(),
                    CouncilEvent.AttemptStarted.class));

            assertThat(result.status()).isEqualTo(RunStatus.DEADLINE_EXCEEDED);
            Candidate endless = candidate(result, "endless");
            assertThat(endless.status()).isEqualTo(ExecutionStatus.CANCELLED);
            assertThat(endless.reason()).contains("the run's deadline was reached while it worked");
            assertThat(endless.cost().amount()).isEqualByComparingTo("1");
            assertThat(workspaces.log).contains("capture endless", "release endless");
        }

        @Test
        void keepsAWinnerThatWasFoundBeforeTheDeadline() {
            AggregatedResult result = result(events(
                    task(
                                    Agent.of("endless", FakeAdapter.of(FakeAdapter.untilStopped())),
                                    FakeAdapter.succeeding("quick", "1"))
                            .limits(Limits.DEFAULT)
                            .build(),
                    CouncilEvent.CandidateDecided.class));

            assertThat(result.winner()).isEqualTo("quick");
        }

        @Test
        void endsTheWholeRunOnRequestWithAResult() {
            Sinks.One<StopRequest> stop = Sinks.one();
            List<CouncilEvent> events = all(council().stream(
                            task(
                                            Agent.of("endless", FakeAdapter.of(FakeAdapter.untilStopped())),
                                            FakeAdapter.succeeding("quick", "1"))
                                    .build(),
                            stop.asMono().flux())
                    .doOnNext(event -> {
                        if (event instanceof CouncilEvent.CandidateDecided) {
                            stop.tryEmitValue(StopRequest.wholeRun());
                        }
                    }));

            assertThat(result(events).status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(result(events).candidates()).hasSize(2);
            assertThat(candidate(result(events), "quick").eligible()).isTrue();
        }

        @Test
        void endsOneAgentOnRequestAndLetsTheOthersGoOn() {
            List<CouncilEvent> events = all(council().stream(
                    task(
                                    Agent.of("endless", FakeAdapter.of(FakeAdapter.untilStopped())),
                                    FakeAdapter.succeeding("quick", "1"))
                            .build(),
                    Flux.just(StopRequest.agent("endless"))));

            assertThat(result(events).winner()).isEqualTo("quick");
            assertThat(candidate(result(events), "endless").status()).isEqualTo(ExecutionStatus.CANCELLED);
        }

        @Test
        void endsInGoodOrderWhenTheSubscriberCancels() {
            Flux<CouncilEvent> events =
                    council().stream(task(Agent.of("endless", FakeAdapter.of(FakeAdapter.untilStopped())))
                            .build());

            StepVerifier.create(events)
                    .thenConsumeWhile(event -> !(event instanceof CouncilEvent.AttemptStarted))
                    .expectNextCount(1)
                    .thenCancel()
                    .verify();

            Awaitility.await().until(() -> workspaces.log.contains("close"));
            assertThat(workspaces.log).containsSubsequence("capture endless", "release endless", "close");
            assertThat(workspaces.held()).isEmpty();
        }
    }

    @Nested
    class Telling {
        @Test
        void numbersEventsWithoutGapsAndKeepsTheOrderOfAnAgent() {
            FakeAdapter adapter = FakeAdapter.of(assignment -> Flux.concat(
                    Flux.just(new AgentEvent.Output(Channel.STDOUT, "hello")),
                    FakeAdapter.success("1").apply(assignment)));

            List<CouncilEvent> events = events(task(Agent.of("one", adapter)).build());

            assertThat(events).extracting(CouncilEvent::sequence).isEqualTo(numbers(events.size()));
            assertThat(events)
                    .extracting(event -> event.getClass().getSimpleName())
                    .containsExactly(
                            "RunStarted",
                            "WorkspaceLeased",
                            "AttemptStarted",
                            "AgentOutput",
                            "AttemptFinished",
                            "ChangeCaptured",
                            "WorkspaceReleased",
                            "CheckFinished",
                            "Verified",
                            "CandidateDecided",
                            "Selected",
                            "RunFinished");
        }

        @Test
        void doesNothingBeforeItIsSubscribedTo() {
            PublisherProbe<AgentEvent> probe = PublisherProbe.empty();

            Mono<AggregatedResult> result = council()
                    .run(task(Agent.of("one", FakeAdapter.of(ignored -> probe.flux())))
                            .build());

            probe.assertWasNotSubscribed();
            assertThat(workspaces.log).isEmpty();
            result.block();
            probe.assertWasSubscribed();
        }

        @Test
        void readsAFloodOfOutputOnlyAsFastAsItIsAskedFor() {
            AtomicInteger produced = new AtomicInteger();
            FakeAdapter flood = FakeAdapter.of(ignored -> Flux.<AgentEvent>generate(sink -> {
                        produced.incrementAndGet();
                        sink.next(new AgentEvent.Output(Channel.STDOUT, "x"));
                    })
                    .take(100_000));

            StepVerifier.create(council().stream(task(Agent.of("flood", flood)).build()), 20)
                    .expectNextCount(20)
                    .then(() -> assertThat(produced.get()).isLessThan(1_000))
                    .thenCancel()
                    .verify();
        }

        @Test
        void handsOnNoMoreOfTheEnvironmentThanTheAgentNeeds() {
            FakeAdapter adapter = FakeAdapter.of(FakeAdapter.success("1"));

            run(new Agent("one", adapter, null, null, Map.of("LEVEL", "2"), null, null, null));

            Map<String, String> child = adapter.assignments.element().environment();
            assertThat(child)
                    .containsEntry("PATH", "/bin")
                    .containsEntry("LC_CTYPE", "C")
                    .containsEntry("FAKE_KEY", "fake-key")
                    .containsEntry("LEVEL", "2")
                    .containsEntry("COUNCIL_AGENT", "one")
                    .containsEntry("COUNCIL_ATTEMPT", "1")
                    .containsEntry("COUNCIL_DEPTH", "1")
                    .containsKeys("COUNCIL_RUN_ID", "COUNCIL_PROMPT_FILE", "COUNCIL_WORKSPACE")
                    .doesNotContainKey("OTHER_KEY");
        }

        @Test
        void worksOnNoMoreAgentsAtOnceThanItMay() {
            AtomicInteger working = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            List<Agent> agents = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                agents.add(Agent.of(
                        "agent" + i,
                        FakeAdapter.of(assignment -> Mono.delay(Duration.ofMillis(1))
                                .doOnSubscribe(ignored -> most.accumulateAndGet(working.incrementAndGet(), Math::max))
                                .doOnTerminate(working::decrementAndGet)
                                .thenMany(FakeAdapter.success("1").apply(assignment)))));
            }

            AggregatedResult result = council()
                    .run(task(agents.toArray(Agent[]::new)).limits(limits(3)).build())
                    .block();

            assertThat(result).isNotNull();
            assertThat(result.totals().eligibleCount()).isEqualTo(9);
            assertThat(most.get()).isBetween(2, 3);
        }
    }

    @Nested
    class Applying {
        @Test
        void appliesTheWinnerWhereThatIsAsked() {
            AggregatedResult result = council()
                    .run(task(FakeAdapter.succeeding("one", "1"))
                            .apply(ApplyMode.SQUASH)
                            .build())
                    .block();

            assertThat(result).isNotNull();
            assertThat(result.applied()).isNotNull();
            assertThat(result.applied().branch()).isEqualTo("main");
            assertThat(workspaces.log).anyMatch(line -> line.startsWith("apply council/") && line.endsWith("/one"));
        }

        @Test
        void leavesTheBranchOfTheUserAloneOtherwise() {
            run(FakeAdapter.succeeding("one", "1"));

            assertThat(workspaces.log).noneMatch(line -> line.startsWith("apply"));
        }
    }

    private AggregatedResult run(Agent... agents) {
        return result(events(task(agents).build()));
    }

    /** All events of a run in which waiting for a retry takes no time; its deadline is never reached. */
    private List<CouncilEvent> events(CouncilTask task) {
        return events(task, RunStarted.class);
    }

    /** All events of a run; once an event of this type was seen, waiting takes no time. */
    private List<CouncilEvent> events(CouncilTask task, Class<? extends CouncilEvent> first) {
        Queue<CouncilEvent> events = new ConcurrentLinkedQueue<>();
        Disposable subscription = council().stream(task).subscribe(events::add);
        Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> {
            if (events.stream().anyMatch(first::isInstance)) {
                Clockwork.pass(timers, Duration.ofMinutes(5));
            }
            return subscription.isDisposed();
        });
        return List.copyOf(events);
    }

    private Council council() {
        return council(request -> Flux.fromIterable(request.checks())
                .map(check -> new CheckResult(
                        check.name(),
                        failing.contains(request.agent()) ? CheckStatus.FAILED : CheckStatus.PASSED,
                        true,
                        failing.contains(request.agent()) ? 1 : 0,
                        List.of(),
                        Duration.ZERO,
                        "")));
    }

    private Council council(Verifier verifier) {
        return Council.of(workspaces, new NoCommands())
                .verifier(verifier)
                .timers(timers)
                .environment(
                        Map.of("PATH", "/bin", "LC_CTYPE", "C", "FAKE_KEY", "fake-key", "OTHER_KEY", "other-fake-key"))
                .build();
    }

    private CouncilTask.Builder task(Agent... agents) {
        return CouncilTask.of("mend it", root)
                .agents(agents)
                .checks(new Check("sh check", List.of("sh", "check"), null, true))
                .limits(limits(4));
    }

    private static Limits limits(int concurrency) {
        return new Limits(
                CommandLimits.time(Duration.ofMinutes(30)),
                Duration.ofDays(10_000),
                new RetryPolicy(2, Duration.ofSeconds(5)),
                concurrency,
                null,
                null);
    }

    private static List<CouncilEvent> all(Flux<CouncilEvent> events) {
        return Objects.requireNonNull(events.collectList().block());
    }

    private static AggregatedResult result(List<CouncilEvent> events) {
        return ((CouncilEvent.RunFinished) events.get(events.size() - 1)).result();
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

    private static List<Long> numbers(int upTo) {
        return LongStream.rangeClosed(1, upTo).boxed().toList();
    }
}
