package io.clicouncil.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.Council;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.RunFinished;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.json.Json;
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
import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.ConflictRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class ResumeTest {
    @TempDir
    Path root;

    private FakeWorkspaces workspaces;
    private FakeAdapter flaky;
    private FakeAdapter steady;

    @BeforeEach
    void prepare() {
        workspaces = new FakeWorkspaces(root);
        flaky = FakeAdapter.of(
                FakeAdapter.failure(Failure.of(FailureKind.OVERLOADED, "")), FakeAdapter.success("0.10"));
        steady = FakeAdapter.of(FakeAdapter.success("0.30"));
    }

    @Nested
    class CutOff {
        @Test
        @Tag("F2")
        void comesToTheSameEndAfterEveryEvent() {
            MemoryJournal whole = new MemoryJournal();
            AggregatedResult expected = result(all(council(whole).stream(task())));

            for (int kept = 1; kept < whole.all().size(); kept++) {
                workspaces = new FakeWorkspaces(root);
                MemoryJournal journal = new MemoryJournal(whole.all().subList(0, kept));
                String runId = expected.runId();

                AggregatedResult result = result(all(council(journal).resume(runId, task(), Flux.never())));

                String after = "after " + kept + " events";
                assertThat(result.status()).as(after).isEqualTo(RunStatus.WINNER);
                assertThat(result.winner()).as(after).isEqualTo("flaky");
                assertThat(result.totals().cost())
                        .as(after)
                        .isEqualTo(expected.totals().cost());
                assertThat(result.candidates())
                        .as(after)
                        .extracting(candidate -> candidate.agent() + " " + candidate.attempts())
                        .containsExactly("flaky 2", "steady 1");
                assertThat(finishedAttempts(journal))
                        .as(after)
                        .containsExactlyInAnyOrder("flaky 1", "flaky 2", "steady 1");
                assertThat(workspaces.held()).as(after).isEmpty();
            }
        }

        @Test
        void goesOnWithAnAttemptThatWasBegunAndDoesNotMakeItAgain() {
            List<CouncilEvent> before = upTo(CouncilEvent.AttemptStarted.class);
            flaky.assignments.clear();
            steady.assignments.clear();

            all(council(new MemoryJournal(before)).resume(runId(before), task(), Flux.never()));

            String begun = ((CouncilEvent.OfAgent) before.get(before.size() - 1)).agent();
            FakeAdapter adapter = begun.equals("flaky") ? flaky : steady;
            assertThat(adapter.assignments.element().resumed()).isTrue();
            assertThat(adapter.assignments.element().attempt()).isEqualTo(1);
            assertThat(workspaces.log).contains("take over " + begun).doesNotContain("lease " + begun);
        }

        @Test
        void keepsWhatAnAttemptCostWhoseWorkspaceIsGone() {
            List<CouncilEvent> before = upTo(CouncilEvent.AttemptStarted.class, Agent.of("steady", steady));
            steady.assignments.clear();
            workspaces.broken.add("steady");

            AggregatedResult result = result(all(council(new MemoryJournal(before))
                    .resume(runId(before), task(Agent.of("steady", steady)), Flux.never())));

            assertThat(steady.assignments.element().resumed()).isTrue();
            assertThat(steady.assignments.element().stop().raised().block(Duration.ofSeconds(1)))
                    .isTrue();
            Candidate candidate = result.candidates().get(0);
            assertThat(candidate.cost().amount()).isEqualByComparingTo("0.30");
            assertThat(candidate.reason()).startsWith("CRASHED").contains("there is no space left");
        }

        @Test
        void doesNotCallAnAttemptFreeThatCannotBeFound() throws IOException {
            List<CouncilEvent> before = upTo(CouncilEvent.AttemptStarted.class, Agent.of("steady", steady));
            Files.move(root.resolve("steady"), root.resolve("elsewhere"));
            Files.writeString(root.resolve("steady"), "in the way");

            AggregatedResult result = result(all(council(new MemoryJournal(before))
                    .resume(runId(before), task(Agent.of("steady", steady)), Flux.never())));

            assertThat(result.candidates().get(0).cost().known()).isFalse();
            assertThat(result.totals().cost().unknownCount()).isEqualTo(1);
        }

        @Test
        void makesAnAttemptAgainThatWasStoppedWithoutAnybodyAsking() {
            FakeAdapter cut = FakeAdapter.of(
                    FakeAdapter.failure(Failure.of(FailureKind.CANCELLED, "stopped")), FakeAdapter.success("0.10"));

            AggregatedResult result = result(all(council(new MemoryJournal()).stream(task(Agent.of("cut", cut)))));

            assertThat(result.winner()).isEqualTo("cut");
            assertThat(cut.assignments).extracting(TaskAssignment::attempt).containsExactly(1, 2);
        }

        @Test
        void isEndedWithoutBeginningAnything() {
            List<CouncilEvent> before = upTo(CouncilEvent.RunStarted.class);
            flaky.assignments.clear();
            steady.assignments.clear();

            AggregatedResult result =
                    result(all(council(new MemoryJournal(before)).end(runId(before), task())));

            assertThat(result.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(flaky.assignments).isEmpty();
            assertThat(steady.assignments).isEmpty();
        }

        @Test
        void refusesAnUnknownRunAndOtherAgents() {
            List<CouncilEvent> before = upTo(CouncilEvent.RunStarted.class);
            Council council = council(new MemoryJournal(before));

            assertThatThrownBy(() -> all(council.resume("20200101-000000-aaaa", task(), Flux.never())))
                    .isInstanceOf(CouncilException.class)
                    .hasMessageContaining("knows no run 20200101-000000-aaaa");
            CouncilTask other = task(Agent.of("other", steady));
            assertThatThrownBy(() -> all(council.resume(runId(before), other, Flux.never())))
                    .isInstanceOf(CouncilException.class)
                    .hasMessageContaining("was given to flaky, steady, not to other");
        }
    }

    @Nested
    class Ended {
        @Test
        void tellsTheSameResultAgainWhereTheRunIsComplete() {
            MemoryJournal journal = new MemoryJournal();
            AggregatedResult result = result(all(council(journal).stream(task())));
            int kept = journal.all().size();

            List<CouncilEvent> again = all(council(journal).resume(result.runId(), task(), Flux.never()));

            assertThat(again).singleElement().isInstanceOf(RunFinished.class);
            assertThat(Json.result(result(again))).isEqualTo(Json.result(result));
            assertThat(journal.all()).hasSize(kept);
        }

        @Test
        void goesOnAfterAnInterruptAndKeepsWhatWasPaid() {
            FakeAdapter slow = FakeAdapter.of(FakeAdapter.untilStopped(), FakeAdapter.success("0.05"));
            MemoryJournal journal = new MemoryJournal();
            CouncilTask task = task(Agent.of("slow", slow), FakeAdapter.succeeding("dear", "3.00"));

            Sinks.Many<StopRequest> stops = Sinks.many().unicast().onBackpressureBuffer();

            AggregatedResult interrupted =
                    result(all(council(journal).stream(task, stops.asFlux()).doOnNext(event -> {
                        if (event instanceof CouncilEvent.AttemptStarted started
                                && started.agent().equals("slow")) {
                            stops.tryEmitNext(StopRequest.interrupt());
                        }
                    })));
            assertThat(interrupted.status()).isEqualTo(RunStatus.CANCELLED);

            AggregatedResult result = result(all(council(journal).resume(interrupted.runId(), task, Flux.never())));
            assertThat(result.status()).isEqualTo(RunStatus.WINNER);
            assertThat(result.candidates().get(0).attempts()).isEqualTo(2);
            assertThat(result.candidates().get(0).cost().amount()).isEqualByComparingTo("1.05");
        }

        @Test
        void staysEndedAfterACancellation() {
            FakeAdapter slow = FakeAdapter.of(FakeAdapter.untilStopped());
            MemoryJournal journal = new MemoryJournal();
            CouncilTask task = task(Agent.of("slow", slow));

            AggregatedResult cancelled = result(all(council(journal).stream(
                    task, Mono.just(StopRequest.wholeRun()).flux())));

            assertThat(all(council(journal).resume(cancelled.runId(), task, Flux.never())))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            RunFinished.class,
                            finished -> assertThat(finished.result().status()).isEqualTo(RunStatus.CANCELLED));
        }

        @Test
        void letsAnotherEligibleCandidateBeApplied() {
            MemoryJournal journal = new MemoryJournal();
            AggregatedResult result = result(all(council(journal).stream(task())));

            AggregatedResult applied = Objects.requireNonNull(council(journal)
                    .apply(result.runId(), root, "steady", ApplyMode.MERGE, ConflictRule.REFUSE, false)
                    .block());

            assertThat(applied.winner()).isEqualTo("flaky");
            assertThat(applied.applied()).isNotNull();
            assertThat(applied.applied().agent()).isEqualTo("steady");
            assertThat(applied.applied().mode()).isEqualTo(ApplyMode.MERGE);
            assertThat(applied.totals().duration())
                    .hasMillis(result.totals().duration().toMillis());
            assertThat(workspaces.log).contains("apply council/" + result.runId() + "/steady");
        }
    }

    @Nested
    class WithoutRoom {
        @Test
        @Tag("F41")
        void beginsNothingNewAndLetsWhatRunsEnd() {
            MemoryJournal journal = new MemoryJournal();
            journal.reserveAfter = 3;
            CouncilTask task = task(1, Agent.of("steady", steady), Agent.of("flaky", flaky));

            AggregatedResult result = result(all(council(journal).stream(task)));

            assertThat(result.status()).isEqualTo(RunStatus.FAILED);
            assertThat(result.selection().reason()).isEqualTo("there was no room to record more");
            assertThat(flaky.assignments).isEmpty();
            assertThat(result.candidates().get(0).eligible()).isTrue();

            journal.reserveAfter = Integer.MAX_VALUE;
            AggregatedResult resumed = result(all(council(journal).resume(result.runId(), task, Flux.never())));
            assertThat(resumed.winner()).isEqualTo("flaky");
            assertThat(steady.assignments).hasSize(1);
        }

        @Test
        @Tag("F41")
        void leavesEverythingForAResumeWhereNothingCanBeKept() {
            MemoryJournal journal = new MemoryJournal();
            journal.fullAfter = 4;

            assertThatThrownBy(() -> all(council(journal).stream(task())))
                    .isInstanceOf(CouncilException.class)
                    .hasMessage("the disk is full");
            assertThat(workspaces.log).contains("detach").doesNotContain("close");
            assertThat(journal.all()).hasSize(4);
        }
    }

    private List<CouncilEvent> upTo(Class<? extends CouncilEvent> last) {
        return upTo(last, Agent.of("flaky", flaky), Agent.of("steady", steady));
    }

    private List<CouncilEvent> upTo(Class<? extends CouncilEvent> last, Agent... agents) {
        MemoryJournal journal = new MemoryJournal();
        all(council(journal).stream(task(agents)));
        List<CouncilEvent> events = new ArrayList<>();
        for (CouncilEvent event : journal.all()) {
            events.add(event);
            if (last.isInstance(event)) {
                break;
            }
        }
        workspaces = new FakeWorkspaces(root);
        return events;
    }

    private static String runId(List<CouncilEvent> events) {
        return events.get(0).runId();
    }

    private static Set<String> finishedAttempts(MemoryJournal journal) {
        List<String> finished = journal.all().stream()
                .filter(CouncilEvent.AttemptFinished.class::isInstance)
                .map(CouncilEvent.AttemptFinished.class::cast)
                .map(event -> event.agent() + " " + event.attempt())
                .toList();
        assertThat(finished).doesNotHaveDuplicates();
        return finished.stream().collect(Collectors.toSet());
    }

    private CouncilTask task() {
        return task(Agent.of("flaky", flaky), Agent.of("steady", steady));
    }

    private CouncilTask task(Agent... agents) {
        return task(4, agents);
    }

    private CouncilTask task(int concurrency, Agent... agents) {
        return CouncilTask.of("mend it", root)
                .agents(agents)
                .checks(new Check("sh check", List.of("sh", "check"), null, true))
                .limits(new Limits(
                        CommandLimits.time(Duration.ofMinutes(1)),
                        Duration.ofHours(1),
                        new RetryPolicy(2, Duration.ofMillis(1)),
                        concurrency,
                        null,
                        null))
                .build();
    }

    private Council council(MemoryJournal journal) {
        return Council.of(workspaces, new NoCommands())
                .verifier(request -> Flux.fromIterable(request.checks())
                        .map(check -> new CheckResult(
                                check.name(), CheckStatus.PASSED, true, 0, List.of(), Duration.ZERO, "")))
                .journal(journal)
                .environment(Map.of("PATH", "/bin"))
                .build();
    }

    private static List<CouncilEvent> all(Flux<CouncilEvent> events) {
        return Objects.requireNonNull(events.collectList().block(Duration.ofSeconds(30)));
    }

    private static AggregatedResult result(List<CouncilEvent> events) {
        return ((RunFinished) events.get(events.size() - 1)).result();
    }
}
