package io.clicouncil.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.ExecutionStatus;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.result.Candidate.ChangeSummary;
import io.clicouncil.strategy.SelectionRule;
import io.clicouncil.verify.CheckResult;
import io.clicouncil.verify.CheckStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SelectorTest {
    private static final Cost DIME = Cost.reported(new BigDecimal("0.10"));
    private static final Cost DOLLAR = Cost.reported(BigDecimal.ONE);

    private final Selector selector = new Selector(SelectionRule.CHEAPEST);

    @Test
    void choosesTheLowestTotalCost() {
        assertThat(winner(passed("dear", DOLLAR, 1, 1), passed("cheap", DIME, 99, 99)))
                .isEqualTo("cheap");
    }

    @Test
    void ranksAnUnknownCostAfterEveryKnownOne() {
        assertThat(winner(passed("secret", Cost.unknown(), 1, 1), passed("known", DOLLAR, 9, 9)))
                .isEqualTo("known");
    }

    @Test
    void letsAnUnknownCostWinWhereNoOtherIsEligible() {
        assertThat(winner(passed("secret", Cost.unknown(), 1, 1), failed("cheap")))
                .isEqualTo("secret");
    }

    @Test
    void ranksWhatPassedOnlyOnRerunAfterAllThatPassedAtOnce() {
        Candidate flaky = candidate("flaky", DIME, 1, 1, CheckStatus.FLAKY);

        assertThat(winner(flaky, passed("steady", DOLLAR, 9, 9))).isEqualTo("steady");
        assertThat(winner(flaky, failed("broken"))).isEqualTo("flaky");
    }

    @Test
    void breaksTiesByLinesThenTimeThenOrder() {
        assertThat(winner(passed("long", DIME, 9, 1), passed("short", DIME, 2, 9)))
                .isEqualTo("short");
        assertThat(winner(passed("slow", DIME, 2, 9), passed("fast", DIME, 2, 1)))
                .isEqualTo("fast");
        assertThat(winner(passed("first", DIME, 2, 1), passed("second", DIME, 2, 1)))
                .isEqualTo("first");
    }

    @Test
    void namesNobodyWhereNobodyIsEligible() {
        Selection selection = selector.select(List.of(failed("one"), failed("two")));

        assertThat(selection.winner()).isNull();
        assertThat(selection.reason()).isEqualTo("no candidate is eligible");
    }

    @Test
    void saysWhyInWords() {
        assertThat(reason(passed("dear", DOLLAR, 1, 1), passed("cheap", DIME, 1, 1)))
                .isEqualTo("cheap is first among 2 eligible of 2: it cost $0.1000, dear cost $1.0000");
        assertThat(reason(passed("cheap", DIME, 1, 1), passed("secret", Cost.unknown(), 1, 1)))
                .contains("secret cost an unknown amount");
        assertThat(reason(passed("short", DIME, 1, 1), passed("long", DIME, 3, 1)))
                .endsWith("both cost $0.1000; it changed 1 line, long changed 3 lines");
        assertThat(reason(passed("only", DIME, 1, 1), failed("other")))
                .isEqualTo("only is the only one of 2 that is eligible; it cost $0.1000");
    }

    @Test
    void choosesByAnotherMeritWhereThatIsAskedFor() {
        Candidate slow = passed("slow", DIME, 1, 9);
        Candidate fast = passed("fast", DOLLAR, 2, 1);
        Candidate flaky = candidate("flaky", DIME, 0, 0, CheckStatus.FLAKY);

        assertThat(new Selector(SelectionRule.FASTEST).select(List.of(flaky, slow, fast)))
                .isEqualTo(new Selection(
                        "fast", "fastest", "fast is first among 3 eligible of 3: it took 1s, slow took 9s"));
        assertThat(new Selector(SelectionRule.SMALLEST)
                        .select(List.of(flaky, fast, slow))
                        .winner())
                .isEqualTo("slow");
        assertThat(new Selector(SelectionRule.FIRST).select(List.of(failed("none"), flaky, fast)))
                .isEqualTo(
                        new Selection("flaky", "first", "flaky is first among 2 eligible of 3: it comes before fast"));
    }

    private @Nullable String winner(Candidate... candidates) {
        return selector.select(List.of(candidates)).winner();
    }

    private String reason(Candidate... candidates) {
        return selector.select(List.of(candidates)).reason();
    }

    private static Candidate passed(String agent, Cost cost, int lines, int seconds) {
        return candidate(agent, cost, lines, seconds, CheckStatus.PASSED);
    }

    private static Candidate candidate(String agent, Cost cost, int lines, int seconds, CheckStatus status) {
        CheckResult check = new CheckResult("test", status, true, 0, List.of(), Duration.ZERO, "");
        return new Candidate(
                agent,
                "fake",
                null,
                ExecutionStatus.SUCCESS,
                true,
                "it passed",
                null,
                1,
                Duration.ofSeconds(seconds),
                "none",
                null,
                List.of(),
                cost,
                Usage.UNKNOWN,
                new ChangeSummary(1, lines, 0, "council/run/" + agent, "c".repeat(40)),
                List.of(check));
    }

    private static Candidate failed(String agent) {
        return new Candidate(
                agent,
                "fake",
                null,
                ExecutionStatus.FAILURE,
                false,
                "it crashed",
                Failure.of(FailureKind.CRASHED, "it crashed"),
                1,
                Duration.ZERO,
                "none",
                null,
                List.of(),
                Cost.free(),
                Usage.UNKNOWN,
                null,
                List.of());
    }
}
