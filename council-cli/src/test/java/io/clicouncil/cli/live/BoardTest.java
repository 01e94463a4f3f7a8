package io.clicouncil.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.CostSource;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.workspace.ChangeSize;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BoardTest {
    private final Board board = new Board();
    private final Run run = new Run(board::accept);

    private AgentRow row(String agent) {
        return Objects.requireNonNull(board.row(agent));
    }

    @Test
    void followsAnAgentFromTheQueueToItsOutcome() {
        run.starts(null, "one", "two");
        assertThat(row("one").state()).isEqualTo(AgentRow.State.QUEUED);
        run.leases("one");
        assertThat(row("one").state()).isEqualTo(AgentRow.State.PREPARING);
        run.begins("one", 1);
        assertThat(row("one").state()).isEqualTo(AgentRow.State.WORKING);
        assertThat(row("one").workspace()).hasToString("/workspaces/one");
        run.ends("one", 1, 5, Cost.free(), null);
        assertThat(row("one").state()).isEqualTo(AgentRow.State.CAPTURING);
        assertThat(row("one").workspace()).isNull();
        run.captures("one", 10, 3).checks("one", "first");
        assertThat(row("one").state()).isEqualTo(AgentRow.State.CHECKING);
        assertThat(row("one").change()).isEqualTo(new ChangeSize(1, 10, 3));
        assertThat(row("one").checked()).isEqualTo(1);
        run.decides("one", true, "it passed");
        assertThat(row("one").state()).isEqualTo(AgentRow.State.DECIDED);
        assertThat(board.open()).extracting(AgentRow::name).containsExactly("two");
        assertThat(board.eligible()).isEqualTo(1);
    }

    @Test
    void countsTheTimeOfAttemptsWithoutTheWaitsBetweenThem() {
        run.starts(null, "one").begins("one", 1).after(4);
        assertThat(row("one").elapsed(run.now())).isEqualTo(Duration.ofSeconds(4));
        run.ends("one", 1, 4, Cost.unknown(), FailureKind.OVERLOADED).retries("one", 2, 30);
        assertThat(row("one").due()).isEqualTo(run.now().plusSeconds(30));
        assertThat(row("one").lately()).isEqualTo("it said OVERLOADED");
        run.after(30).begins("one", 2).after(1);
        assertThat(row("one").elapsed(run.now())).isEqualTo(Duration.ofSeconds(5));
        assertThat(row("one").due()).isNull();
        assertThat(row("one").attempt()).isEqualTo(2);
    }

    @Test
    void neverTakesAnUnknownPriceForNothing() {
        run.starts(null, "one");
        assertThat(row("one").spending().words()).isEqualTo("-");
        run.begins("one", 1);
        assertThat(row("one").spending().words()).isEqualTo("?");
        run.spends("one", 100, Cost.of(new BigDecimal("0.12"), CostSource.ESTIMATED));
        assertThat(row("one").spending().words()).isEqualTo("~$0.12");
        run.ends("one", 1, 1, Cost.reported(new BigDecimal("0.20")), FailureKind.CRASHED);
        assertThat(row("one").spending().words()).isEqualTo("$0.20");
        run.begins("one", 2);
        assertThat(row("one").spending().words()).isEqualTo("$0.20+?");
    }

    @Test
    void showsALittleAsALittle() {
        run.starts(null, "one").begins("one", 1);
        run.spends("one", 1, Cost.reported(new BigDecimal("0.0042")));
        assertThat(row("one").spending().words()).isEqualTo("$0.0042");
        run.spends("one", 1, Cost.reported(new BigDecimal("0.00001")));
        assertThat(row("one").spending().words()).isEqualTo("<$0.0001");
        run.spends("one", 1, Cost.free());
        assertThat(row("one").spending().words()).isEqualTo("$0.00");
    }

    @Test
    void leavesOutOfTheBudgetWhatASubscriptionPays() {
        run.starts("2", "one", "two").begins("one", 1).begins("two", 1);
        run.spends("one", 1, Cost.reported(new BigDecimal("0.30")));
        run.spends("two", 1, Cost.reported(new BigDecimal("0.50")).billed(Billing.SUBSCRIPTION));

        assertThat(board.spending().known()).isEqualByComparingTo("0.80");
        assertThat(board.spending().metered()).isEqualByComparingTo("0.30");
        assertThat(board.budget()).isEqualByComparingTo("2");
    }

    @Test
    void prefersWhatAnAgentDoesToWhatItPrints() {
        run.starts(null, "one").begins("one", 1).prints("one", "  hello ").prints("one", " ");
        assertThat(row("one").lately()).isEqualTo("hello");
        run.does("one", "Edit A.java").prints("one", "noise");
        assertThat(row("one").lately()).isEqualTo("Edit A.java");
    }

    @Test
    void believesALookOnlyOfAnAgentThatStillWorks() {
        run.starts(null, "one").begins("one", 1);
        row("one").sees(new ChangeSize(1, 2, 3));
        assertThat(row("one").change()).isEqualTo(new ChangeSize(1, 2, 3));
        run.captures("one", 5, 5);
        row("one").sees(new ChangeSize(1, 2, 3));
        assertThat(row("one").change()).isEqualTo(new ChangeSize(1, 5, 5));
    }

    @Test
    void takesUpAgainWhatARunGoesOnWith() {
        run.starts("1", "one").begins("one", 1).stops().decides("one", false, "it was stopped");
        assertThat(board.stopping()).isTrue();
        assertThat(board.open()).isEmpty();

        run.after(60).tell(new CouncilEvent.RunResumed(run.stamp(), false, new BigDecimal("3")));
        run.leases("one").begins("one", 2);

        assertThat(board.stopping()).isFalse();
        assertThat(board.budget()).isEqualByComparingTo("3");
        assertThat(board.started()).isEqualTo(Run.START.plusSeconds(60));
        assertThat(board.open()).hasSize(1);
    }

    @Test
    void ignoresAgentsThatThePlanDoesNotName() {
        run.starts(null, "one").begins("other", 1).decides("other", true, "it passed");

        assertThat(board.rows()).hasSize(1);
        assertThat(board.eligible()).isZero();
    }
}
