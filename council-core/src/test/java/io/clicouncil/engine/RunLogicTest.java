package io.clicouncil.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Cost;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.Stamp;
import io.clicouncil.event.Draft;
import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.json.Json;
import io.clicouncil.task.Plan;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.FileChange;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunLogicTest {
    private static final Duration HOLD = Duration.ofMinutes(7);

    private final List<CouncilEvent> journal = new ArrayList<>();
    private @Nullable RunState state;

    @Test
    void leasesNoMoreAgentsThanThereArePlaces() {
        assertThat(begin(2, "a", "b", "c"))
                .containsExactly(
                        new Command.AwaitDeadline(Duration.ofHours(2)), new Command.Lease("a"), new Command.Lease("b"));
    }

    @Test
    void recordsAnAttemptBeforeItIsMade() {
        begin(1, "a");

        assertThat(on(stamp -> new CouncilEvent.WorkspaceLeased(stamp, "a", "/w")))
                .containsExactly(new Command.BeginAttempt("a", 1, Duration.ofMinutes(30)));
        assertThat(on(stamp -> new CouncilEvent.AttemptStarted(stamp, "a", 1, Duration.ofMinutes(30))))
                .containsExactly(new Command.Execute("a", 1, Duration.ofMinutes(30), null, null, false));
    }

    @Test
    void givesThePlaceOfAWaitingAgentToTheNextAndTakesItBackWhenThatIsDone() {
        begin(1, "a", "b");
        start("a", 1);
        ExecutionResult limited = ExecutionResult.failed(Failure.of(FailureKind.RATE_LIMITED, ""));

        assertThat(on(stamp -> new CouncilEvent.AttemptFinished(stamp, "a", 1, limited)))
                .containsExactly(new Command.ScheduleRetry("a", 2, limited), new Command.Lease("b"));
        assertThat(on(stamp -> new CouncilEvent.RetryDue(stamp, "a", 2))).isEmpty();
        start("b", 1);
        finish("b");
        assertThat(on(stamp -> new CouncilEvent.WorkspaceReleased(stamp, "b")))
                .extracting(command -> command.getClass().getSimpleName())
                .containsExactly("Decide", "Prepare");
    }

    @Test
    void givesThePlaceOfAnAgentThatIsHeldToTheNextAndLetsItAskAgain() {
        begin(1, "a", "b");
        on(stamp -> new CouncilEvent.WorkspaceLeased(stamp, "a", "/w"));

        assertThat(hold("a", 1)).containsExactly(new Command.AwaitRetry("a", 1, HOLD), new Command.Lease("b"));
        assertThat(on(stamp -> new CouncilEvent.RetryDue(stamp, "a", 1))).isEmpty();
        start("b", 1);
        finish("b");
        assertThat(on(stamp -> new CouncilEvent.WorkspaceReleased(stamp, "b")))
                .contains(new Command.BeginAttempt("a", 1, Duration.ofMinutes(30)));
    }

    @Test
    void preparesAnAgentAnewThatWasHeldBeforeARetry() {
        begin(1, "a");
        start("a", 1);
        limit("a");
        on(stamp -> new CouncilEvent.RetryScheduled(stamp, "a", 2, FailureKind.RATE_LIMITED, Duration.ofSeconds(5)));
        on(stamp -> new CouncilEvent.RetryDue(stamp, "a", 2));
        on(stamp -> new CouncilEvent.WorkspacePrepared(stamp, "a", 2));

        assertThat(hold("a", 2)).containsExactly(new Command.AwaitRetry("a", 2, HOLD));
        assertThat(on(stamp -> new CouncilEvent.RetryDue(stamp, "a", 2))).containsExactly(new Command.Prepare("a", 2));
    }

    @Test
    void stopsAnAgentThatIsHeld() {
        begin(1, "a");
        on(stamp -> new CouncilEvent.WorkspaceLeased(stamp, "a", "/w"));
        hold("a", 1);

        assertThat(on(stamp -> new CouncilEvent.CancelRequested(stamp, "a", false)))
                .containsExactly(new Command.Capture("a"));
        assertThat(on(stamp -> new CouncilEvent.RetryDue(stamp, "a", 1))).isEmpty();
    }

    @Test
    void holdsNobodyWhoWasStoppedMeanwhile() {
        begin(1, "a");
        on(stamp -> new CouncilEvent.WorkspaceLeased(stamp, "a", "/w"));
        on(stamp -> new CouncilEvent.CancelRequested(stamp, "a", false));

        assertThat(hold("a", 1)).containsExactly(new Command.Release("a"));
    }

    @Test
    void goesOnToWaitForAnAgentThatWasHeldWhenTheCouncilWasCutOff() {
        begin(1, "a");
        on(stamp -> new CouncilEvent.WorkspaceLeased(stamp, "a", "/w"));
        hold("a", 1);

        assertThat(on(stamp -> new CouncilEvent.RunResumed(stamp, false, null)))
                .contains(new Command.AwaitRetry("a", 1, HOLD.minusSeconds(1)));
    }

    @Test
    void endsAnAgentWhoseFirstAttemptIsNotMade() {
        begin(1, "a");
        on(stamp -> new CouncilEvent.WorkspaceLeased(stamp, "a", "/w"));

        assertThat(on(stamp -> new CouncilEvent.AttemptRefused(stamp, "a", 1, FailureKind.REFUSED, "it only fails")))
                .containsExactly(new Command.Release("a"));
        assertThat(on(stamp -> new CouncilEvent.WorkspaceReleased(stamp, "a")))
                .singleElement()
                .isInstanceOfSatisfying(Command.Decide.class, decide -> {
                    assertThat(decide.candidate().status()).isEqualTo(ExecutionStatus.BLOCKED);
                    assertThat(decide.candidate().reason()).isEqualTo("REFUSED: it only fails");
                    assertThat(decide.candidate().attempts()).isZero();
                });
    }

    @Test
    void endsAnAgentWhoseRetryIsNotMadeAsItsLastAttemptEnded() {
        begin(1, "a");
        start("a", 1);
        limit("a");

        assertThat(on(stamp -> new CouncilEvent.AttemptRefused(
                        stamp, "a", 2, FailureKind.RATE_LIMITED, "it would have to wait")))
                .containsExactly(new Command.Capture("a"));
        on(stamp -> new CouncilEvent.ChangeCaptured(stamp, "a", Change.none("b".repeat(40), List.of())));
        assertThat(on(stamp -> new CouncilEvent.WorkspaceReleased(stamp, "a")))
                .singleElement()
                .isInstanceOfSatisfying(
                        Command.Decide.class,
                        decide -> assertThat(decide.candidate().reason())
                                .isEqualTo("RATE_LIMITED: slow down; not tried again: it would have to wait"));
    }

    @Test
    void refusesNobodyWhoWasStoppedWhileItWaited() {
        begin(1, "a");
        start("a", 1);
        limit("a");
        on(stamp -> new CouncilEvent.CancelRequested(stamp, "a", false));

        assertThat(on(stamp -> new CouncilEvent.AttemptRefused(
                        stamp, "a", 2, FailureKind.RATE_LIMITED, "it would have to wait")))
                .isEmpty();
    }

    @Test
    void stopsEachAgentWhereItStands() {
        begin(2, "running", "leasing", "queued");
        start("running", 1);

        List<Command> commands = on(stamp -> new CouncilEvent.CancelRequested(stamp, null, false));

        assertThat(commands).hasSize(2).contains(new Command.Stop("running"));
        assertThat(commands)
                .filteredOn(Command.Decide.class::isInstance)
                .map(command -> ((Command.Decide) command).candidate().agent())
                .containsExactly("queued");
        assertThat(on(stamp -> new CouncilEvent.WorkspaceLeased(stamp, "leasing", "/w")))
                .containsExactly(new Command.Release("leasing"));
    }

    @Test
    void savesTheWorkOfAnAgentThatWasStopped() {
        begin(1, "a");
        start("a", 1);
        on(stamp -> new CouncilEvent.CancelRequested(stamp, "a", false));

        assertThat(on(stamp -> new CouncilEvent.AttemptFinished(
                        stamp, "a", 1, ExecutionResult.failed(Failure.of(FailureKind.CANCELLED, "stopped")))))
                .containsExactly(new Command.Capture("a"));
    }

    @Test
    void judgesAChangeThatIsSafeEvenWhereItsWorkspaceCannotBeGivenBack() {
        begin(1, "a");
        start("a", 1);
        finish("a");

        assertThat(on(stamp -> new CouncilEvent.StepFailed(stamp, "a", "give its workspace back", "no")))
                .singleElement()
                .isInstanceOfSatisfying(
                        Command.Decide.class,
                        decide -> assertThat(decide.candidate().eligible()).isTrue());
    }

    @Test
    void heedsASecondCancellationNoMoreThanTheFirst() {
        begin(1, "a");
        start("a", 1);
        on(stamp -> new CouncilEvent.CancelRequested(stamp, null, false));

        assertThat(on(stamp -> new CouncilEvent.CancelRequested(stamp, null, false)))
                .isEmpty();
        assertThat(on(CouncilEvent.DeadlineReached::new)).isEmpty();
    }

    @Test
    void foldsTheSameStateFromARecordedJournal() {
        begin(1, "a", "b");
        on(stamp -> new CouncilEvent.WorkspaceLeased(stamp, "a", "/w"));
        hold("a", 1);
        on(stamp -> new CouncilEvent.RetryDue(stamp, "a", 1));
        start("a", 1);
        finish("a");
        on(stamp -> new CouncilEvent.WorkspaceReleased(stamp, "a"));
        on(stamp -> new CouncilEvent.WorkspaceLeased(stamp, "b", "/w"));
        on(stamp -> new CouncilEvent.AttemptRefused(stamp, "b", 1, FailureKind.REFUSED, "it only fails"));

        RunState replayed = RunLogic.replay(
                journal.stream().map(event -> Json.event(Json.event(event))).toList());

        assertThat(replayed).isEqualTo(state);
    }

    private List<Command> begin(int concurrency, String... names) {
        Plan plan = Plans.of(Arrays.stream(names).map(Plans::agent).toList(), concurrency, null, null);
        return on(stamp -> new CouncilEvent.RunStarted(stamp, plan));
    }

    private void start(String agent, int attempt) {
        on(stamp -> new CouncilEvent.WorkspaceLeased(stamp, agent, "/w"));
        on(stamp -> new CouncilEvent.AttemptStarted(stamp, agent, attempt, Duration.ofMinutes(30)));
    }

    private List<Command> hold(String agent, int attempt) {
        return on(stamp -> new CouncilEvent.AttemptHeld(
                stamp, agent, attempt, FailureKind.RATE_LIMITED, "its account is limited until 15:00", HOLD));
    }

    private void limit(String agent) {
        ExecutionResult limited = ExecutionResult.failed(Failure.of(FailureKind.RATE_LIMITED, "slow down"));
        on(stamp -> new CouncilEvent.AttemptFinished(stamp, agent, 1, limited));
    }

    private void finish(String agent) {
        ExecutionResult done = ExecutionResult.success(Cost.reported(BigDecimal.ONE));
        FileChange file = new FileChange("f", FileChange.Kind.ADDED, 1, 0, false, null);
        on(stamp -> new CouncilEvent.AttemptFinished(stamp, agent, 1, done));
        on(stamp -> new CouncilEvent.ChangeCaptured(
                stamp, agent, new Change("b".repeat(40), "council/r/" + agent, "c", List.of(file), List.of())));
    }

    private List<Command> on(Draft draft) {
        CouncilEvent event =
                draft.stamped(new Stamp("run", journal.size() + 1, Instant.EPOCH.plusSeconds(journal.size())));
        journal.add(event);
        RunLogic.Decision decision = event instanceof CouncilEvent.RunStarted started
                ? RunLogic.begin(started)
                : RunLogic.next(Objects.requireNonNull(state), event);
        state = decision.state();
        return decision.commands();
    }
}
