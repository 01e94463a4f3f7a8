package io.clicouncil.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.history.RunEntry;
import io.clicouncil.result.AggregatedResult.KnownCost;
import io.clicouncil.result.RunStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryViewTest {
    private static final Instant START = Instant.parse("2026-11-21T09:30:12Z");

    private final HistoryView view = new HistoryView(Style.PLAIN, ZoneOffset.UTC, 200);

    @Test
    void tellsHowEachRunStandsAndHowToGoOn() {
        RunEntry ended = new RunEntry(
                "20261121-093012-k3f9",
                START,
                START.plusSeconds(60),
                RunStatus.NO_WINNER,
                "mend \u001b[31mit",
                "b".repeat(40),
                "main",
                List.of("claude"),
                null,
                new KnownCost(new BigDecimal("0.4200"), 1));

        assertThat(view.lines(List.of(open("goes", null), open("stood", "0.1000"), ended), Set.of("goes")))
                .containsExactly(
                        "RUN                   WHEN              STATUS     WINNER  COST                   TASK",
                        "goes                  2026-11-21 09:30  goes on    -       -                      task",
                        "stood                 2026-11-21 09:30  cut off    -       $0.1000 so far         task",
                        "20261121-093012-k3f9  2026-11-21 09:30  no winner  -       $0.4200 and 1 unknown  mend \ufffd[31mit",
                        "Cut off: 'council resume stood' goes on with it");
    }

    @Test
    void leavesRoomForTheTaskInANarrowWindow() {
        List<RunEntry> runs = List.of(open("stood", "0.1000"));

        assertThat(new HistoryView(Style.PLAIN, ZoneOffset.UTC, 50).lines(runs, Set.of("stood")))
                .containsExactly(
                        "RUN    STATUS   WINNER  COST            TASK", "stood  goes on  -       $0.1000 so far  task");
        assertThat(new HistoryView(Style.PLAIN, ZoneOffset.UTC, 42).lines(runs, Set.of("stood")))
                .containsExactly(
                        "RUN    STATUS   WINNER  COST            T…", "stood  goes on  -       $0.1000 so far  t…");
    }

    @Test
    void saysHowToBeginWhereThereIsNoRun() {
        assertThat(view.lines(List.of(), Set.of())).singleElement().asString().contains("council run");
    }

    private static RunEntry open(String id, @Nullable String spent) {
        KnownCost cost = spent == null ? null : new KnownCost(new BigDecimal(spent), 0);
        return new RunEntry(id, START, null, null, "task", "b".repeat(40), null, List.of("claude"), null, cost);
    }
}
