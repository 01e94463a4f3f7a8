package io.clicouncil.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.cli.view.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The view on a terminal, with a clock that only the test moves. */
class LiveViewTest {
    private final Screen screen = new Screen(80, 24);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private Window window = new Window(80, 24);
    private Run run;
    private LiveView view;

    @BeforeEach
    void open() {
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return run.now();
            }
        };
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        view = new LiveView(out, Style.PLAIN, "", clock, () -> window);
        run = new Run(view);
        screen.write("$ council run\r\n");
    }

    /** Paints, and gives how many bytes that took. */
    private int paint() {
        view.paint();
        int length = written.size();
        screen.write(written.toString(StandardCharsets.UTF_8));
        written.reset();
        return length;
    }

    @Test
    void writesNothingWhereNothingHasChanged() {
        run.starts(null, "one").begins("one", 1);

        assertThat(paint()).isPositive();
        assertThat(paint()).isZero();
        run.after(1);
        assertThat(paint()).isPositive();
    }

    @Test
    void keepsOutcomesAboveRowsThatAreWrittenAnewInPlace() {
        run.starts(null, "one", "two").begins("one", 1).begins("two", 1);
        paint();
        run.after(2).captures("one", 1, 1).decides("one", true, "it passed the required check");
        paint();
        run.after(2);
        paint();

        assertThat(screen.lines())
                .containsExactly(
                        "$ council run",
                        "run 20261121-093012-k3f9 starts from 0123456789 with one, two",
                        "one: eligible, it passed the required check (9s, cost $0.1000 reported)",
                        "AGENT  STATE    TRY  TIME  COST  TOKENS  CHANGE  LATELY",
                        "two    working  1    4s    ?     -       -",
                        "4s  1 running  1 verified  spent ?  run 20261121-093012-k3f9");
    }

    @Test
    void takesItsRowsAwayAtTheEndAndGivesTheCursorBack() {
        run.starts(null, "one").begins("one", 1);
        view.paint();
        view.say("Stopping.");
        view.close();
        view.close();
        String all = written.toString(StandardCharsets.UTF_8);
        screen.write(all + "winner\r\n");

        assertThat(screen.lines())
                .containsExactly(
                        "$ council run",
                        "run 20261121-093012-k3f9 starts from 0123456789 with one",
                        "Stopping.",
                        "winner");
        assertThat(all).endsWith("\u001b[?25h").containsOnlyOnce("\u001b[?25l");
        assertThat(paint()).isPositive();
        assertThat(written.size()).isZero();
    }

    @Test
    void isNotGarbledByAWindowThatChanges() {
        run.starts(null, "one", "two").begins("one", 1).begins("two", 1).does("one", "a long line ".repeat(9));
        paint();
        for (int[] size : new int[][] {{40, 24}, {100, 10}, {30, 30}, {80, 24}}) {
            window = new Window(size[0], size[1]);
            screen.resize(size[0], size[1]);
            run.after(1);
            paint();
            assertThat(screen.lines().stream().filter(line -> line.startsWith("AGENT")))
                    .hasSize(1);
            assertThat(screen.lines().stream().filter(line -> line.startsWith("one  ")))
                    .hasSize(1);
        }
        assertThat(screen.lines())
                .endsWith(
                        "AGENT  STATE    TRY  TIME  COST  TOKENS  CHANGE  LATELY",
                        "one    working  1    4s    ?     -       -       a long line a long line a lon…",
                        "two    working  1    4s    ?     -       -",
                        "4s  2 running  0 verified  spent ?  run 20261121-093012-k3f9");
    }

    @Test
    void doesNotMoveTheScreenWhereTheRowsFillTheWindow() {
        window = new Window(80, 8);
        screen.resize(80, 8);
        run.starts(null, "a", "b", "c", "d", "e", "f");
        for (int i = 0; i < 5; i++) {
            run.after(1);
            paint();
        }

        assertThat(screen.lines())
                .containsExactly(
                        "$ council run",
                        "run 20261121-093012-k3f9 starts from 0123456789 with a, b, c, d, e, f",
                        "AGENT  STATE   TRY  TIME  COST  TOKENS  CHANGE  LATELY",
                        "a      queued  -    -     -     -       -",
                        "b      queued  -    -     -     -       -",
                        "+4 more",
                        "5s  0 running  0 verified  spent -  run 20261121-093012-k3f9");
    }
}
