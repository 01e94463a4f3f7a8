package io.clicouncil.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.budget.Ledger;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Estimate;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.event.CouncilEvent.Stamp;
import io.clicouncil.event.Draft;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.task.Plan;
import io.clicouncil.task.RetryPolicy;
import io.clicouncil.workspace.Change;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs in which everything happens in a random order. */
class BudgetTest {
    private static final BigDecimal BUDGET = new BigDecimal("1.00");
    private static final int RUNS = 400;

    private final List<Command> open = new ArrayList<>();
    private long number;
    private @Nullable RunState state;
    private @Nullable BigDecimal daily;
    private Ledger ledger = Ledger.inMemory(Clock.systemUTC());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void reservationsNeverPassTheLimitTogether(long seed) {
        Random random = new Random(seed);
        int finished = 0;
        int exhausted = 0;
        for (int run = 0; run < RUNS; run++) {
            open.clear();
            number = 0;
            begin(random);
            while (!open.isEmpty()) {
                if (random.nextInt(40) == 0) {
                    killAndResume(random);
                }
                answer(any(random), random);
                BigDecimal overspent = sum(agent -> agent.attempts().charges().stream()
                        .map(charge -> charge.excess().max(BigDecimal.ZERO))
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
                assertThat(committed().subtract(overspent)).isLessThanOrEqualTo(BUDGET);
                if (daily != null) {
                    BigDecimal left = ledger.reserve("nobody", BigDecimal.ZERO, false, daily)
                            .left();
                    assertThat(left.add(overspent).signum()).isNotNegative();
                }
            }
            assertThat(state().decided()).as("seed " + seed + ", run " + run).isTrue();
            assertThat(sum(BudgetTest::reserved)).isZero();
            if (daily != null) {
                assertThat(ledger.reserve("nobody", BigDecimal.ZERO, false, daily)
                                .left())
                        .isEqualByComparingTo(
                                daily.subtract(sum(agent -> agent.attempts().charged())));
            }
            finished++;
            exhausted += state().outOfMoney() ? 1 : 0;
        }
        assertThat(finished).isEqualTo(RUNS);
        assertThat(exhausted).isBetween(RUNS / 10, RUNS * 9 / 10);
    }

    private void begin(Random random) {
        daily = random.nextBoolean() ? cents(random, 150) : null;
        ledger = Ledger.inMemory(Clock.systemUTC());
        List<Plan.PlannedAgent> agents = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            agents.add(Plans.agent(
                    "agent" + i,
                    random.nextInt(4) == 0 ? Estimate.UNKNOWN : Estimate.exactly(cents(random, 40)),
                    random.nextInt(3) == 0 ? cents(random, 60) : null,
                    new RetryPolicy(random.nextInt(3), Duration.ZERO)));
        }
        Plan plan = Plans.of(agents, 1 + random.nextInt(4), BUDGET, daily);
        happens(stamp -> new CouncilEvent.RunStarted(stamp, plan));
    }

    private void answer(Command command, Random random) {
        if (command instanceof Command.Reserve reserve) {
            happens(answer(reserve));
        } else if (command instanceof Command.Settle settle) {
            ledger.settle(settle.agent() + "/" + settle.attempt(), settle.amount());
            happens(stamp -> new CouncilEvent.MoneySettled(stamp, settle.agent(), settle.attempt(), settle.amount()));
        } else if (command instanceof Command.Lease lease) {
            happens(
                    random.nextInt(20) == 0
                            ? stamp -> new CouncilEvent.StepFailed(stamp, lease.agent(), "make its workspace", "no")
                            : stamp -> new CouncilEvent.WorkspaceLeased(stamp, lease.agent(), "/w"));
        } else if (command instanceof Command.Prepare prepare) {
            happens(stamp -> new CouncilEvent.WorkspacePrepared(stamp, prepare.agent(), prepare.attempt()));
        } else if (command instanceof Command.BeginAttempt begin) {
            boolean held = random.nextInt(8) == 0;
            happens(
                    held
                            ? stamp -> new CouncilEvent.AttemptHeld(
                                    stamp,
                                    begin.agent(),
                                    begin.attempt(),
                                    FailureKind.RATE_LIMITED,
                                    "limited",
                                    Duration.ZERO)
                            : stamp -> new CouncilEvent.AttemptStarted(
                                    stamp, begin.agent(), begin.attempt(), begin.timeout()));
        } else if (command instanceof Command.Execute execute) {
            ExecutionResult result = result(random);
            happens(stamp -> new CouncilEvent.AttemptFinished(stamp, execute.agent(), execute.attempt(), result));
        } else if (command instanceof Command.ScheduleRetry retry) {
            happens(stamp -> new CouncilEvent.RetryScheduled(
                    stamp, retry.agent(), retry.attempt(), FailureKind.NETWORK, Duration.ZERO));
        } else if (command instanceof Command.AwaitRetry retry) {
            happens(stamp -> new CouncilEvent.RetryDue(stamp, retry.agent(), retry.attempt()));
        } else if (command instanceof Command.Capture capture) {
            happens(stamp ->
                    new CouncilEvent.ChangeCaptured(stamp, capture.agent(), Change.none("b".repeat(40), List.of())));
        } else if (command instanceof Command.Release release) {
            happens(stamp -> new CouncilEvent.WorkspaceReleased(stamp, release.agent()));
        } else if (command instanceof Command.Decide decide) {
            happens(stamp -> new CouncilEvent.CandidateDecided(stamp, decide.candidate()));
        }
    }

    /** Any command that is open; what the ledger is asked, it is asked in turn. */
    private Command any(Random random) {
        Command command = open.get(random.nextInt(open.size()));
        Command next = isForLedger(command)
                ? open.stream().filter(BudgetTest::isForLedger).findFirst().orElseThrow()
                : command;
        open.remove(next);
        return next;
    }

    private static boolean isForLedger(Command command) {
        return command instanceof Command.Reserve || command instanceof Command.Settle;
    }

    /** What the ledger was asked last is done, perhaps, and not recorded. */
    private void killAndResume(Random random) {
        open.stream().filter(BudgetTest::isForLedger).limit(random.nextInt(3)).forEach(this::answerUnheard);
        open.clear();
        happens(stamp -> new CouncilEvent.RunResumed(stamp, false, null));
    }

    private void answerUnheard(Command command) {
        if (command instanceof Command.Settle settle) {
            ledger.settle(settle.agent() + "/" + settle.attempt(), settle.amount());
        } else if (command instanceof Command.Reserve reserve) {
            answer(reserve);
        }
    }

    private Draft answer(Command.Reserve wish) {
        BigDecimal limit = daily;
        BigDecimal granted = limit == null
                ? wish.amount()
                : ledger.reserve(wish.agent() + "/" + wish.attempt(), wish.amount(), wish.orLess(), limit)
                        .granted();
        return granted == null
                ? stamp -> new CouncilEvent.MoneyRefused(stamp, wish.agent(), wish.attempt(), BigDecimal.ZERO)
                : stamp -> new CouncilEvent.MoneyReserved(stamp, wish.agent(), wish.attempt(), granted);
    }

    private static ExecutionResult result(Random random) {
        Cost cost = random.nextInt(4) == 0 ? Cost.unknown() : Cost.reported(cents(random, 50));
        ExecutionResult result = random.nextInt(3) == 0
                ? ExecutionResult.failed(Failure.of(FailureKind.TIMED_OUT, "slow"))
                : ExecutionResult.success(cost);
        return result.spending(result.usage(), cost);
    }

    private static BigDecimal cents(Random random, int most) {
        return BigDecimal.valueOf(random.nextInt(most), 2);
    }

    private static BigDecimal reserved(AgentState agent) {
        return Objects.requireNonNullElse(agent.attempts().reserved(), BigDecimal.ZERO);
    }

    private BigDecimal committed() {
        return sum(agent -> agent.attempts().charged().add(reserved(agent)));
    }

    private BigDecimal sum(Function<AgentState, BigDecimal> part) {
        return state().agents().stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private RunState state() {
        return Objects.requireNonNull(state);
    }

    private void happens(Draft draft) {
        CouncilEvent event = draft.stamped(new Stamp("run", ++number, Instant.EPOCH));
        RunLogic.Decision decision = event instanceof CouncilEvent.RunStarted started
                ? RunLogic.begin(started)
                : RunLogic.next(state(), event);
        state = decision.state();
        open.addAll(decision.commands());
        boolean anew = !(event instanceof CouncilEvent.RunResumed);
        if (anew && decision.commands().stream().anyMatch(Command.Reserve.class::isInstance)) {
            assertThat(committed()).isLessThanOrEqualTo(BUDGET);
        }
    }
}
