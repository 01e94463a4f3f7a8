package io.clicouncil.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cli.view.Style;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.CostSource;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.workspace.ChangeSize;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BoardPainterTest {
    private final Board board = new Board();
    private final Run run = new Run(board::accept);
    private final BoardPainter painter = new BoardPainter(Style.PLAIN, "Ctrl-C ends it");

    private List<String> lines(int columns, int rows) {
        return painter.lines(board, run.now(), new Window(columns, rows));
    }

    @Test
    void showsNothingBeforeTheRunHasBegun() {
        assertThat(lines(80, 24)).isEmpty();
    }

    @Test
    void showsEachAgentAndTheWholeRun() {
        run.starts("2", "claude", "gemini", "local").leases("claude").begins("claude", 1);
        run.spends("claude", 12_345, Cost.of(new BigDecimal("0.38"), CostSource.ESTIMATED));
        run.does("claude", "Edit src/main/java/Dates.java")
                .after(3)
                .begins("gemini", 1)
                .after(2)
                .ends("gemini", 1, 2, Cost.unknown(), FailureKind.OVERLOADED)
                .retries("gemini", 2, 4);
        Objects.requireNonNull(board.row("claude")).sees(new ChangeSize(1, 10, 3));

        assertThat(lines(80, 24))
                .containsExactly(
                        "AGENT   STATE        TRY  TIME  COST    TOKENS  CHANGE  LATELY",
                        "claude  working      1    5s    ~$0.38  12k     +10 -3  Edit src/main/java/Dat…",
                        "gemini  retry in 4s  1    2s    $0.00   -       -       it said OVERLOADED",
                        "local   queued       -    -     -       -       -",
                        "5s  2 running  0 verified  budget $0.38 of $2.00  run 20261121-093012-k3f9");
        assertThat(lines(200, 50).get(1)).endsWith("Edit src/main/java/Dates.java");
        assertThat(lines(200, 50).get(4)).endsWith("run 20261121-093012-k3f9  Ctrl-C ends it");
    }

    @Test
    void leavesFinishedAgentsToTheLinesAbove() {
        run.starts(null, "one", "two").begins("two", 1).captures("two", 1, 0).decides("one", true, "it passed");

        assertThat(lines(80, 24))
                .containsExactly(
                        "AGENT  STATE         TRY  TIME  COST  TOKENS  CHANGE  LATELY",
                        "two    checking 1/2  1    0s    ?     -       +1 -0",
                        "0s  1 running  1 verified  spent ?  run 20261121-093012-k3f9  Ctrl-C ends it");
    }

    @Test
    void isNeverHigherThanTheWindowAllows() {
        run.starts(null, "a", "b", "c", "d", "e");

        assertThat(lines(80, 9)).hasSize(6).contains("+2 more").anyMatch(line -> line.startsWith("c "));
        assertThat(lines(80, 10)).hasSize(7).doesNotContain("+1 more");
        assertThat(lines(80, 6)).hasSize(3).contains("+5 more");
        assertThat(lines(80, 5)).containsExactly(lines(80, 24).get(6));
        assertThat(lines(80, 1)).hasSize(1);
    }

    @Test
    void isNeverWiderThanTheWindowWhateverAgentsPrint() {
        run.starts(null, "one").begins("one", 1).prints("one", "日本語日本語日本語日本語日本語日本語");

        assertThat(lines(60, 24).get(1)).endsWith("  日本語日…");
        for (int columns = 1; columns < 90; columns++) {
            int most = columns - 1;
            assertThat(lines(columns, 24)).allMatch(line -> Columns.width(line) <= most);
        }
    }

    @Test
    void sendsNoControlCharacterOfAnAgent() {
        run.starts(null, "one").begins("one", 1).does("one", "a\u001b[2Jb");

        assertThat(lines(80, 24).get(1)).endsWith("a\ufffd[2Jb");
    }

    @Test
    void saysThatItStops() {
        run.starts(null, "one").begins("one", 1).stops();

        assertThat(lines(80, 24).get(2)).startsWith("0s  stopping  1 running");
    }
}
