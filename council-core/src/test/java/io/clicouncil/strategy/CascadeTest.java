package io.clicouncil.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.strategy.Cascade.Entrant;
import io.clicouncil.strategy.Cascade.Move;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CascadeTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    @Nested
    class WithoutHistory {
        private final List<Entrant> agents = List.of(
                entrant("mystery", null), entrant("dear", "3.00"), entrant("cheap", "0.10"), entrant("free", "0"));

        @Test
        void asksTheCheapestFirstAndUnknownPricesLast() {
            assertThat(new Cascade(Outcomes.NONE, agents, null).order().agents())
                    .containsExactly("free", "cheap", "dear", "mystery");
        }

        @Test
        void leavesOutOnlyWhatCostsMoreThanASolvedTaskIsWorth() {
            Cascade cascade = new Cascade(Outcomes.NONE, agents.subList(1, 4), dollars("2"));

            CascadeOrder order = cascade.order();

            assertThat(order.agents()).containsExactly("free", "cheap");
            assertThat(order.asked().get(1).words()).isEqualTo("cheap costs about $0.10: asked");
            assertThat(order.notAsked())
                    .extracting(Offer::words)
                    .containsExactly(
                            "dear costs about $3.00, more than the $2.00 that a solved task is worth: not asked");
        }

        @Test
        void asksWhereNobodyCanSayThatItIsTooDear() {
            Move move = new Cascade(Outcomes.NONE, agents, dollars("0.01")).next(Set.of("free"), all());

            assertThat(next(move).words()).isEqualTo("nobody knows what mystery costs: asked last");
            assertThat(move.notAsked()).isEmpty();
        }

        private Set<String> all() {
            return Set.of("mystery", "dear", "cheap", "free");
        }
    }

    /** Where small fails, twin of it fails too; other is as good as they are, but on other tasks. */
    @Nested
    class WithHistory {
        private final List<Outcome> rows = new ArrayList<>();
        private final List<Entrant> agents =
                List.of(entrant("small", null), entrant("twin", null), entrant("other", null));

        WithHistory() {
            for (int task = 0; task < 40; task++) {
                boolean even = task % 2 == 0;
                rows.add(outcome(task, "small", even, "0.10"));
                rows.add(outcome(task, "twin", even, even ? "0.11" : "0.13"));
                rows.add(outcome(task, "other", !even, "0.20"));
            }
        }

        @Test
        void asksTheOneThatPassesWhereTheEarlierOnesFailed() {
            assertThat(cascade(null).order().agents()).containsExactly("small", "other", "twin");
        }

        @Test
        void tellsPriceAndChanceByTheTasksThatTheEarlierOnesFailed() {
            Offer fresh = next(cascade(null).next(Set.of(), Set.of("twin")));
            assertThat(fresh.price()).isEqualByComparingTo("0.12");
            assertThat(fresh.chance()).isCloseTo(0.5, EXACT);

            Offer after = next(cascade(null).next(Set.of("small"), Set.of("twin")));
            assertThat(after.price()).isEqualByComparingTo("0.13");
            // No pass on 20 tasks, and eight times half of its own rate.
            assertThat(after.chance()).isCloseTo(8 * 0.25 / 28, EXACT);
        }

        @Test
        void saysInFiguresWhyAnAgentIsNotWorthIt() {
            Move move = cascade(dollars("1")).next(Set.of("small"), Set.of("twin"));

            assertThat(move.next()).isNull();
            assertThat(move.notAsked())
                    .extracting(Offer::words)
                    .containsExactly("twin costs about $0.13 here and passes with a chance of 7.1 %, worth $0.07:"
                            + " not asked");
            assertThat(next(cascade(dollars("1")).next(Set.of("small"), Set.of("twin", "other")))
                            .words())
                    .isEqualTo("other costs about $0.20 here and passes with a chance of 79 %, worth $0.79: asked");
        }

        @Test
        void expectsOfANewAgentWhatIsUsual() {
            List<Entrant> more = new ArrayList<>(agents);
            more.add(entrant("new", "0.05"));
            Cascade cascade = new Cascade(Outcomes.of(rows), more, null);

            Offer offer = next(cascade.next(Set.of(), Set.of("new", "small")));

            assertThat(offer.agent()).isEqualTo("new");
            assertThat(offer.price()).isEqualByComparingTo("0.05");
            assertThat(offer.chance()).isCloseTo(61.0 / 122, EXACT);
            assertThat(next(cascade.next(Set.of("new"), Set.of("twin"))).chance())
                    .as("the failure of one that nothing is known of lowers only the expectation")
                    .isCloseTo((20 + 8 * 0.25) / 48, EXACT);
        }

        @Test
        void learnsFromTasksThatHalfOfTheEarlierOnesWereAskedFor() {
            rows.removeIf(row -> row.agent().equals("other") && !row.task().equals("task-1"));

            Offer offer = next(cascade(null).next(Set.of("small", "other"), Set.of("twin")));

            // small failed 20 tasks, and other passed one of them.
            assertThat(offer.chance()).isCloseTo(8 * rateOfTwin() / 3 / 27, EXACT);
        }

        /** With the weight of two tasks it leans on the rate of all: 41 of 81 outcomes, and one pass of two more. */
        private double rateOfTwin() {
            return (20 + 2 * 42.0 / 83) / 42;
        }

        @Test
        void ignoresTheHistoryOfOthers() {
            Cascade cascade = new Cascade(Outcomes.of(rows), List.of(entrant("new", "0.05")), null);

            assertThat(next(cascade.next(Set.of(), Set.of("new"))).chance()).isNull();
        }

        @Test
        void asksTheBetterOfTwoThatAreFree() {
            rows.replaceAll(row -> new Outcome(row.task(), row.agent(), row.passed(), BigDecimal.ZERO, null));

            assertThat(next(cascade(null).next(Set.of("small"), Set.of("twin", "other")))
                            .agent())
                    .isEqualTo("other");
        }

        private Cascade cascade(@Nullable BigDecimal worth) {
            return new Cascade(Outcomes.of(rows), agents, worth);
        }
    }

    @Test
    void refusesAnAgentThatIsNamedTwice() {
        assertThatThrownBy(() -> new Cascade(Outcomes.NONE, List.of(entrant("a", null), entrant("a", null)), null))
                .hasMessageContaining("named twice");
    }

    @Test
    void tellsSmallAmountsApart() {
        assertThat(new Offer("a", dollars("0.0012"), 0.5, dollars("0.0022")).words())
                .isEqualTo("a costs about $0.0012 here and passes with a chance of 50 %, worth $0.0011: not asked");
    }

    @Test
    void answersAlwaysTheSameAndNeverAsksAnAgentTwice() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Outcome> rows = randomRows(random);
            List<Entrant> agents = new ArrayList<>();
            for (int agent = 0; agent < 6; agent++) {
                agents.add(entrant("a" + agent, random.nextBoolean() ? null : "0." + (1 + random.nextInt(9))));
            }
            BigDecimal worth = random.nextBoolean() ? null : BigDecimal.valueOf(random.nextInt(4));

            List<String> order = follow(new Cascade(Outcomes.of(rows), agents, worth));

            assertThat(order).as("seed %d", seed).doesNotHaveDuplicates();
            assertThat(follow(new Cascade(Outcomes.of(rows), agents, worth)))
                    .as("seed %d", seed)
                    .isEqualTo(order);
            if (worth == null) {
                assertThat(order).as("seed %d", seed).hasSize(agents.size());
            }
        }
    }

    private static List<String> follow(Cascade cascade) {
        Set<String> open = Set.of("a0", "a1", "a2", "a3", "a4", "a5");
        Set<String> failed = new LinkedHashSet<>();
        List<String> asked = new ArrayList<>();
        for (Offer next = cascade.next(failed, open).next();
                next != null && asked.size() <= open.size();
                next = cascade.next(failed, open).next()) {
            assertThat(next.worthAsking()).isTrue();
            asked.add(next.agent());
            failed.add(next.agent());
        }
        assertThat(cascade.order().agents()).isEqualTo(asked);
        return asked;
    }

    private static List<Outcome> randomRows(Random random) {
        List<Outcome> rows = new ArrayList<>();
        int tasks = random.nextInt(20);
        for (int task = 0; task < tasks; task++) {
            for (int agent = 0; agent < 6; agent++) {
                if (random.nextInt(4) > 0) {
                    String cost = random.nextInt(5) == 0 ? null : "0.0" + random.nextInt(10);
                    rows.add(outcome(task, "a" + agent, random.nextBoolean(), cost));
                }
            }
        }
        return rows;
    }

    private static Offer next(Move move) {
        return Objects.requireNonNull(move.next());
    }

    private static Entrant entrant(String agent, @Nullable String expected) {
        return new Entrant(agent, expected == null ? null : dollars(expected));
    }

    private static Outcome outcome(int task, String agent, boolean passed, @Nullable String cost) {
        return new Outcome("task-" + task, agent, passed, cost == null ? null : dollars(cost), null);
    }

    private static BigDecimal dollars(String amount) {
        return new BigDecimal(amount);
    }
}
