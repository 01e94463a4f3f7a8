package io.clicouncil.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.Council;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.Session;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.RunFinished;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Check;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.task.RetryPolicy;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.CheckStatus;
import io.clicouncil.verify.VerificationRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

class RepairTest {
    @TempDir
    Path root;

    private FakeWorkspaces workspaces;
    private MemoryJournal journal;
    private int passesAt = 2;
    private int judged;

    @BeforeEach
    void prepare() {
        workspaces = new FakeWorkspaces(root);
        journal = new MemoryJournal();
    }

    @Test
    void goesOnFromItsOwnChangeWithWhatTheCheckSaid() {
        FakeAdapter adapter = FakeAdapter.of(working("0.10"));

        AggregatedResult result = run(adapter, 1);

        assertThat(result.winner()).isEqualTo("one");
        assertThat(result.totals().cost().known()).isEqualByComparingTo("0.20");
        assertThat(result.candidates().get(0).attempts()).isEqualTo(2);
        List<TaskAssignment> assignments = List.copyOf(adapter.assignments);
        assertThat(assignments.get(0).session()).isNull();
        assertThat(assignments.get(1).session()).isEqualTo(new Session("session-1", 1, Usage.UNKNOWN, dollars("0.10")));
        assertThat(assignments.get(1).prompt())
                .startsWith(assignments.get(0).prompt())
                .contains("The check 'check' failed with exit code 1. Go on from there until it passes.")
                .endsWith("The end of what it printed:\n\nexpected 42, not 1\n");
        assertThat(workspaces.log).doesNotContain("reset one").containsOnlyOnce("lease one", "release one");
    }

    @Test
    void isToldWhatAllAttemptsInItsSessionHaveUsed() {
        passesAt = 4;
        List<ExecutionResult> results =
                List.of(spent("a", "0.10", 100), spent("a", "0.25", 40), spent("b", "0.50", 7), spent("b", "0.50", 7));
        FakeAdapter adapter =
                FakeAdapter.of(assignment -> Flux.just(new AgentEvent.Finished(results.get(assignment.attempt() - 1))));

        run(adapter, 3);

        assertThat(adapter.assignments.stream().map(TaskAssignment::session))
                .containsExactly(
                        null,
                        new Session("a", 1, new Usage(100L, null, null, null), dollars("0.10")),
                        new Session("a", 1, new Usage(140L, null, null, null), dollars("0.35")),
                        new Session("b", 3, new Usage(7L, null, null, null), dollars("0.50")));
        assertThat(adapter.assignments.stream()
                        .map(assignment -> assignment.files().equals(assignment.filesOf(assignment.attempt()))))
                .containsOnly(true);
    }

    @Test
    void endsWhereNothingHelps() {
        passesAt = 9;

        AggregatedResult result = run(FakeAdapter.of(working("0.10")), 2);

        assertThat(result.winner()).isNull();
        Candidate candidate = result.candidates().get(0);
        assertThat(candidate.attempts()).isEqualTo(3);
        assertThat(candidate.reason()).isEqualTo("check 'check' failed with exit code 1");
        assertThat(workspaces.held()).isEmpty();
    }

    @Test
    void isNotTriedUnlessThatIsAsked() {
        assertThat(run(FakeAdapter.of(working("0.10")), 0).candidates().get(0).attempts())
                .isEqualTo(1);
    }

    @Test
    void keepsTheFailureOfARepairThatDoesNotEndWell() {
        FakeAdapter adapter =
                FakeAdapter.of(working("0.10"), FakeAdapter.failure(Failure.of(FailureKind.REFUSED, "enough")));

        Candidate candidate = run(adapter, 1).candidates().get(0);

        assertThat(candidate.reason()).isEqualTo("REFUSED: enough");
        assertThat(candidate.eligible()).isFalse();
    }

    @Test
    void comesToTheSameEndWhereverItWasCutOff() {
        AggregatedResult expected = run(FakeAdapter.of(working("0.10")), 1);
        List<CouncilEvent> whole = journal.all();

        for (int kept = 1; kept < whole.size(); kept++) {
            workspaces = new FakeWorkspaces(root);
            journal = new MemoryJournal(whole.subList(0, kept));
            judged = (int) whole.subList(0, kept).stream()
                    .filter(CouncilEvent.Verified.class::isInstance)
                    .count();
            AggregatedResult result =
                    result(council().resume(expected.runId(), task(FakeAdapter.of(working("0.10")), 1), Flux.never()));

            assertThat(result.winner()).as("after " + kept + " events").isEqualTo("one");
            assertThat(result.candidates().get(0).attempts())
                    .as("after " + kept + " events")
                    .isEqualTo(2);
        }
    }

    private static Function<TaskAssignment, Flux<AgentEvent>> working(String dollars) {
        return assignment ->
                Flux.just(new AgentEvent.Finished(ExecutionResult.success(Cost.reported(new BigDecimal(dollars)))
                        .saying(null, "session-" + assignment.attempt(), null)));
    }

    private static ExecutionResult spent(String session, String dollars, long input) {
        return ExecutionResult.success(Cost.unknown())
                .spending(new Usage(input, null, null, null), dollars(dollars))
                .saying(null, session, null);
    }

    private static Cost dollars(String amount) {
        return Cost.reported(new BigDecimal(amount));
    }

    private AggregatedResult run(FakeAdapter adapter, int repairs) {
        return result(council().stream(task(adapter, repairs)));
    }

    private static AggregatedResult result(Flux<CouncilEvent> events) {
        List<CouncilEvent> all =
                new ArrayList<>(Objects.requireNonNull(events.collectList().block()));
        return ((RunFinished) all.get(all.size() - 1)).result();
    }

    private CouncilTask task(FakeAdapter adapter, int repairs) {
        RetryPolicy policy = new RetryPolicy(0, Duration.ZERO, repairs);
        return CouncilTask.of("mend it", root)
                .agents(new Agent("one", adapter, null, null, Map.of(), null, policy, null))
                .checks(new Check("check", List.of("check"), null, true))
                .build();
    }

    private Council council() {
        return Council.of(workspaces, new NoCommands())
                .verifier(request -> Flux.defer(() -> Flux.just(judge(request))))
                .journal(journal)
                .environment(Map.of())
                .build();
    }

    private CheckResult judge(VerificationRequest request) {
        boolean passes = ++judged >= passesAt;
        try {
            Files.writeString(request.files().resolve("check-1.out"), "expected 42, not " + judged + "\n");
            Files.writeString(request.files().resolve("check-1.err"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CheckResult(
                "check",
                passes ? CheckStatus.PASSED : CheckStatus.FAILED,
                true,
                passes ? 0 : 1,
                List.of(),
                Duration.ZERO,
                "");
    }
}
