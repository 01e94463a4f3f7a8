package io.clicouncil.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.Council;
import io.clicouncil.account.Accounts;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Check;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.task.Limits;
import io.clicouncil.task.RetryPolicy;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.CheckStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

/** How limited accounts and failing agents fare in whole runs. Waiting takes virtual time, which begins at 1970. */
class AccountsInRunsTest {
    private static final Duration STEP = Duration.ofMinutes(1);

    @TempDir
    Path root;

    private FakeWorkspaces workspaces;
    private VirtualTimeScheduler timers;
    private Accounts accounts;

    @BeforeEach
    void prepare() {
        workspaces = new FakeWorkspaces(root);
        timers = VirtualTimeScheduler.create();
        accounts = Accounts.in(root.resolve("limits.json"), ZoneOffset.UTC);
    }

    @Test
    void aLimitThatOneAgentMetHoldsBackTheNextOfItsAccount() {
        Agent first = Agent.of(
                "first",
                FakeAdapter.of(FakeAdapter.failure(limited(Duration.ofMinutes(20))), FakeAdapter.success("0.10")));
        Agent second = FakeAdapter.succeeding("second", "0.20");
        Agent third = new Agent(
                "third",
                FakeAdapter.of(FakeAdapter.success("0.30")),
                null,
                null,
                Map.of("FAKE_KEY", "another-fake-key"),
                null,
                null,
                null);

        List<CouncilEvent> events = events(Duration.ofHours(2), 1, first, second, third);

        assertThat(of(CouncilEvent.AttemptStarted.class, events))
                .extracting(start -> start.agent() + " " + start.attempt())
                .startsWith("first 1", "third 1")
                .containsExactlyInAnyOrder("first 1", "third 1", "first 2", "second 1");
        assertThat(of(CouncilEvent.AttemptHeld.class, events)).singleElement().satisfies(held -> {
            assertThat(held.agent()).isEqualTo("second");
            assertThat(held.reason()).isEqualTo("its account is limited until 00:20");
            assertThat(held.delay()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(20));
        });
        assertThat(result(events).totals().eligibleCount()).isEqualTo(3);
    }

    @Test
    void aLimitThatAnotherProcessMetHoldsBackTheFirstAttempt() {
        events(
                Duration.ofMinutes(1),
                1,
                Agent.of("other", FakeAdapter.of(FakeAdapter.failure(limited(Duration.ofMinutes(30))))));
        accounts = Accounts.in(root.resolve("limits.json"), ZoneOffset.UTC);

        List<CouncilEvent> events = events(Duration.ofHours(2), 1, FakeAdapter.succeeding("one", "0.10"));

        assertThat(of(CouncilEvent.AttemptHeld.class, events)).hasSize(1);
        assertThat(result(events).winner()).isEqualTo("one");
        assertThat(timers.now(TimeUnit.MINUTES)).isGreaterThanOrEqualTo(30);
    }

    @Test
    void nobodyWaitsForAResetAfterTheDeadline() {
        Agent limited = Agent.of("limited", FakeAdapter.of(FakeAdapter.failure(limited(Duration.ofHours(5)))));
        AggregatedResult first = result(events(Duration.ofHours(2), 1, limited));
        FakeAdapter unasked = FakeAdapter.of(FakeAdapter.success("0.10"));

        AggregatedResult second = result(events(Duration.ofHours(2), 1, Agent.of("unasked", unasked)));

        assertThat(candidate(first, "limited").reason())
                .isEqualTo(
                        "RATE_LIMITED: limit reached; not tried again: it would have to wait for 5h, longer than the run"
                                + " may go on");
        assertThat(candidate(first, "limited").attempts()).isEqualTo(1);
        assertThat(candidate(second, "unasked").reason())
                .startsWith("RATE_LIMITED: its account is limited until 05:00, for ")
                .endsWith(", longer than the run may go on");
        assertThat(unasked.assignments).isEmpty();
        assertThat(timers.now(TimeUnit.HOURS)).isZero();
    }

    @Test
    void aQuotaWhoseEndIsNamedIsWaitedFor() {
        Failure quota = Failure.of(FailureKind.QUOTA, "used up").retryAfter(Duration.ofMinutes(30));
        Agent agent = Agent.of("one", FakeAdapter.of(FakeAdapter.failure(quota), FakeAdapter.success("0.10")));

        assertThat(result(events(Duration.ofHours(2), 1, agent)).winner()).isEqualTo("one");
    }

    @Test
    void anAgentThatOnlyFailsIsBlockedUntilAnAttemptMayTryItOut() {
        Agent broken =
                Agent.of("one", FakeAdapter.of(FakeAdapter.failure(Failure.of(FailureKind.CRASHED, "segfault"))));
        for (int run = 0; run < 5; run++) {
            assertThat(candidate(result(events(Duration.ofHours(2), 1, broken)), "one")
                            .reason())
                    .isEqualTo("CRASHED: segfault");
        }
        FakeAdapter mended = FakeAdapter.of(FakeAdapter.success("0.10"));

        Candidate blocked = candidate(result(events(Duration.ofHours(2), 1, Agent.of("one", mended))), "one");

        assertThat(blocked.status()).isEqualTo(ExecutionStatus.BLOCKED);
        assertThat(blocked.attempts()).isZero();
        assertThat(blocked.cost().known()).isTrue();
        assertThat(blocked.reason())
                .startsWith("REFUSED: its last 5 attempts failed, the last as CRASHED; it is tried out");
        assertThat(mended.assignments).isEmpty();

        timers.advanceTimeBy(Duration.ofMinutes(11));
        assertThat(result(events(Duration.ofHours(2), 1, Agent.of("one", mended)))
                        .winner())
                .isEqualTo("one");
        assertThat(result(events(Duration.ofHours(2), 1, Agent.of("one", mended)))
                        .winner())
                .isEqualTo("one");
    }

    @Test
    void whatIsWrongWithATaskBlocksNoAgent() {
        Agent slow = Agent.of("one", FakeAdapter.of(FakeAdapter.failure(Failure.of(FailureKind.TIMED_OUT, ""))));
        for (int run = 0; run < 3; run++) {
            assertThat(candidate(result(events(Duration.ofHours(9), 1, slow)), "one")
                            .attempts())
                    .isEqualTo(3);
        }
    }

    private static Failure limited(Duration wait) {
        return Failure.of(FailureKind.RATE_LIMITED, "limit reached").retryAfter(wait);
    }

    /** All events of a run; time goes on only while an agent waits. */
    private List<CouncilEvent> events(Duration deadline, int concurrency, Agent... agents) {
        Limits limits = new Limits(
                CommandLimits.time(Duration.ofMinutes(30)),
                deadline,
                new RetryPolicy(2, Duration.ofSeconds(5)),
                concurrency,
                null,
                null);
        CouncilTask task = CouncilTask.of("mend it", root)
                .agents(agents)
                .checks(new Check("sh check", List.of("sh", "check"), null, true))
                .limits(limits)
                .build();
        Queue<CouncilEvent> events = new ConcurrentLinkedQueue<>();
        Disposable subscription = council().stream(task).subscribe(events::add);
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> {
            boolean waits = events.stream()
                    .anyMatch(event ->
                            event instanceof CouncilEvent.AttemptHeld || event instanceof CouncilEvent.RetryScheduled);
            if (waits) {
                Clockwork.pass(timers, STEP);
            }
            return subscription.isDisposed();
        });
        return List.copyOf(events);
    }

    private Council council() {
        return Council.of(workspaces, new NoCommands())
                .verifier(request -> Flux.fromIterable(request.checks())
                        .map(check -> new CheckResult(
                                check.name(), CheckStatus.PASSED, true, 0, List.of(), Duration.ZERO, "")))
                .accounts(accounts)
                .timers(timers)
                .environment(Map.of("PATH", "/bin", "FAKE_KEY", "fake-key"))
                .build();
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
}
