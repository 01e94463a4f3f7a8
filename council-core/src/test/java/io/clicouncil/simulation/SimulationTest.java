package io.clicouncil.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.simulation.Simulation.Kind;
import io.clicouncil.simulation.Simulation.Row;
import io.clicouncil.simulation.Simulation.Setup;
import io.clicouncil.strategy.Offer;
import io.clicouncil.strategy.Outcome;
import io.clicouncil.strategy.Outcomes;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final Set<Kind> EACH = EnumSet.of(Kind.ALL, Kind.RACE, Kind.CASCADE);

    /** The table of the documentation, added up here once more: in whole hundredths of a cent, line by line. */
    @Nested
    class OverTheSample {
        private static final Path FILE = Path.of("..", "docs", "outcomes.sample.tsv");
        private static final List<String> BY_MEAN_COST = List.of("small", "copy", "middle", "large");

        private final Map<String, Map<String, String[]>> lines = new LinkedHashMap<>();
        private final Outcomes outcomes = OutcomeTable.read(FILE, "sample");

        OverTheSample() throws IOException {
            for (String line : Files.readAllLines(FILE)) {
                String[] cells = line.split("\t", -1);
                if (!cells[0].equals("task")) {
                    lines.computeIfAbsent(cells[0], task -> new LinkedHashMap<>())
                            .put(cells[1], cells);
                }
            }
        }

        @Test
        void allPaysEverybodyAndWaitsForTheSlowest() {
            long[] sum = new long[3];
            lines.values().forEach(agents -> {
                sum[0] += agents.values().stream().anyMatch(SimulationTest::passed) ? 1 : 0;
                agents.values().forEach(cells -> sum[1] += hundredthsOfACent(cells));
                sum[2] += agents.values().stream()
                        .mapToLong(SimulationTest::seconds)
                        .max()
                        .orElse(0);
            });

            assertRow(row(Setup.DEFAULT, Kind.ALL), BY_MEAN_COST, sum);
            assertThat(sum).containsExactly(34, 372_513, 7_128);
        }

        @Test
        void cascadeAsksInTheOrderOfMeanCostUntilOnePasses() {
            assertRow(row(Setup.DEFAULT, Kind.CASCADE), BY_MEAN_COST, cascade(BY_MEAN_COST, lines.keySet()));
        }

        @Test
        void everyAgentAloneHasARowToo() {
            List<Row> rows = new Simulation(outcomes, Setup.DEFAULT).rows(EACH);

            assertThat(rows)
                    .extracting(Row::kind)
                    .startsWith(Kind.ALL, Kind.RACE, Kind.CASCADE)
                    .endsWith(Kind.SINGLE, Kind.SINGLE, Kind.SINGLE, Kind.SINGLE)
                    .hasSize(7);
            for (Row row : rows.subList(3, 7)) {
                assertRow(row, row.agents(), cascade(row.agents(), lines.keySet()));
            }
        }

        @Test
        void agentsThatAreNotWantedAreNotAskedButTheirTasksCount() {
            Simulation simulation = new Simulation(outcomes, new Setup(List.of("middle"), null, null));

            assertThat(simulation.tasks()).isEqualTo(lines.size());
            assertThat(simulation.rows(Set.of(Kind.CASCADE)).get(0).agents()).containsExactly("middle");
        }

        @Test
        void whatIsLearnedFromIsNotJudged() {
            Simulation simulation = new Simulation(outcomes, new Setup(List.of(), null, new BigDecimal("0.5")));
            List<String> judged = lines.keySet().stream()
                    .filter(task -> !Lesson.includes(task, new BigDecimal("0.5")))
                    .toList();

            assertThat(simulation.tasks()).isEqualTo(judged.size());
            assertThat(simulation.learnedFrom()).isEqualTo(lines.size() - judged.size());
            Row row = simulation.rows(Set.of(Kind.CASCADE)).get(0);
            assertRow(row, row.agents(), cascade(row.agents(), judged));
            assertThat(row.agents()).containsExactlyInAnyOrderElementsOf(BY_MEAN_COST);
            assertThat(row.worth()).isNull();
            assertRow(simulation.byMeanCost(), BY_MEAN_COST, cascade(BY_MEAN_COST, judged));
        }

        @Test
        void worthAloneLearnsFromAllAndJudgesAll() {
            Simulation simulation = new Simulation(outcomes, new Setup(List.of(), new BigDecimal("0.60"), null));
            Row row = simulation.rows(Set.of(Kind.CASCADE)).get(0);

            assertThat(simulation.tasks()).isEqualTo(lines.size());
            assertThat(simulation.learnedFrom()).isEqualTo(lines.size());
            assertThat(row.agents()).containsExactly("small", "middle");
            assertThat(row.worth()).isEqualTo("0.60");
            assertThat(simulation.order().notAsked()).extracting(Offer::agent).containsExactly("copy", "large");
        }

        private Row row(Setup setup, Kind kind) {
            return new Simulation(outcomes, setup).rows(Set.of(kind)).get(0);
        }

        private long[] cascade(List<String> order, Iterable<String> tasks) {
            long[] sum = new long[3];
            for (String task : tasks) {
                boolean passed = false;
                for (String agent : order) {
                    String[] cells = lines.getOrDefault(task, Map.of()).get(agent);
                    if (cells != null && !passed) {
                        passed = passed(cells);
                        sum[0] += passed ? 1 : 0;
                        sum[1] += hundredthsOfACent(cells);
                        sum[2] += seconds(cells);
                    }
                }
            }
            return sum;
        }

        private void assertRow(Row row, List<String> agents, long[] sum) {
            assertThat(row.agents()).isEqualTo(agents);
            assertThat(row.solved()).isEqualTo((int) sum[0]);
            assertThat(row.cost()).isEqualByComparingTo(BigDecimal.valueOf(sum[1], 4));
            assertThat(row.duration()).isEqualTo(Duration.ofSeconds(sum[2]));
        }
    }

    @Nested
    class Race {
        @Test
        void endsWithTheFirstThatPassesAndPaysTheOthersUntilThen() {
            Row row = race(
                    new Outcome("t", "quick", false, dollars("0.10"), Duration.ofSeconds(10)),
                    new Outcome("t", "first", true, dollars("0.20"), Duration.ofSeconds(30)),
                    new Outcome("t", "slow", true, dollars("0.90"), Duration.ofSeconds(90)));

            assertThat(row.solved()).isEqualTo(1);
            assertThat(row.cost()).isEqualByComparingTo("0.60");
            assertThat(row.duration()).isEqualTo(Duration.ofSeconds(30));
        }

        @Test
        void paysAllToTheirEndWhereNobodyPasses() {
            Row row = race(
                    new Outcome("t", "quick", false, dollars("0.10"), Duration.ofSeconds(10)),
                    new Outcome("t", "slow", false, dollars("0.90"), Duration.ofSeconds(90)));

            assertThat(row.solved()).isZero();
            assertThat(row.cost()).isEqualByComparingTo("1.00");
            assertThat(row.duration()).isEqualTo(Duration.ofSeconds(90));
        }

        @Test
        void hasNoCostWithoutTimes() {
            Row row = race(
                    new Outcome("t", "one", true, dollars("0.10"), null),
                    new Outcome("t", "two", false, dollars("0.20"), Duration.ofSeconds(5)));

            assertThat(row.solved()).isEqualTo(1);
            assertThat(row.cost()).isNull();
            assertThat(row.duration()).isNull();
        }

        private Row race(Outcome... outcomes) {
            return new Simulation(Outcomes.of(List.of(outcomes)), Setup.DEFAULT)
                    .rows(Set.of(Kind.RACE))
                    .get(0);
        }
    }

    @Nested
    class Learning {
        @Test
        void takesTheTasksWhoseSha1IsInTheLowerPartOfItsRange() {
            // SHA-1 of "abc" begins with a9993e36, which is 0.66249…
            assertThat(Lesson.includes("abc", new BigDecimal("0.6624"))).isFalse();
            assertThat(Lesson.includes("abc", new BigDecimal("0.6625"))).isTrue();
        }

        @Test
        void needsTasksOfBothKinds() {
            Outcomes one = Outcomes.of(List.of(outcome("abc", "a", true, "1")));

            assertThatThrownBy(() -> new Simulation(one, new Setup(List.of(), null, new BigDecimal("0.5"))))
                    .hasMessage("0 of 1 tasks would be learned from and 1 judged: there must be some of both");
            assertThatThrownBy(() -> new Setup(List.of(), null, BigDecimal.ONE)).hasMessageContaining("such as 0.5");
        }

        @Test
        void leavesAnAgentThatIsNotWorthItOutOnlyWhereOthersHaveFailed() {
            List<Outcome> rows = new ArrayList<>();
            for (int task = 0; task < 30; task++) {
                rows.add(outcome("t" + task, "cheap", task % 3 > 0, "0.10"));
                rows.add(outcome("t" + task, "dear", task % 3 > 0, "1.00"));
            }
            rows.add(outcome("alone", "dear", true, "1.00"));

            Row row = new Simulation(Outcomes.of(rows), new Setup(List.of(), dollars("2"), null))
                    .rows(Set.of(Kind.CASCADE))
                    .get(0);

            assertThat(row.agents()).containsExactly("cheap");
            assertThat(row.solved()).isEqualTo(21);
            assertThat(row.cost()).isEqualByComparingTo("4.00");
            assertThat(row.gain(dollars("2"))).isEqualByComparingTo("38.00");
        }
    }

    @Test
    void anUnknownCostMakesTheSumUnknown() {
        Row row = new Simulation(
                        Outcomes.of(List.of(outcome("t", "a", true, "0.10"), outcome("u", "a", false, null))),
                        Setup.DEFAULT)
                .rows(Set.of())
                .get(0);

        assertThat(row.cost()).isNull();
        assertThat(row.known()).isEqualByComparingTo("0.10");
        assertThat(row.unknown()).isEqualTo(1);
    }

    @Test
    void saysWhichAgentIsNotKnown() {
        Outcomes one = Outcomes.of(List.of(outcome("t", "codex", true, "1")));

        assertThatThrownBy(() -> new Simulation(one, new Setup(List.of("codx"), null, null)))
                .hasMessage("unknown agent 'codx' - did you mean 'codex'?");
    }

    private static boolean passed(String[] cells) {
        return cells[2].equals("1");
    }

    private static long hundredthsOfACent(String[] cells) {
        return Math.round(Double.parseDouble(cells[3]) * 10_000);
    }

    private static long seconds(String[] cells) {
        return Long.parseLong(cells[4]);
    }

    private static Outcome outcome(String task, String agent, boolean passed, @Nullable String cost) {
        return new Outcome(task, agent, passed, cost == null ? null : dollars(cost), null);
    }

    private static BigDecimal dollars(String amount) {
        return new BigDecimal(amount);
    }
}
