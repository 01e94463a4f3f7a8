package io.clicouncil.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.budget.Ledger.Reservation;
import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final BigDecimal LIMIT = new BigDecimal("1.00");
    private static final Clock TODAY = Clock.fixed(Instant.parse("2026-11-21T23:59:00Z"), ZoneOffset.UTC);
    private static final Clock TOMORROW = Clock.offset(TODAY, Duration.ofMinutes(2));

    @TempDir
    Path folder;

    private Path file;
    private Ledger ledger;

    @BeforeEach
    void open() {
        file = folder.resolve("state/spent.tsv");
        ledger = new FileLedger(file, TODAY);
    }

    @Test
    void grantsWhatIsLeftAndNoMore() {
        assertThat(reserve("a", "0.70")).isEqualTo(new Reservation(new BigDecimal("0.70"), LIMIT));
        assertThat(reserve("b", "0.40")).isEqualTo(new Reservation(null, new BigDecimal("0.30")));
        assertThat(reserve("c", "0.30").granted()).isEqualByComparingTo("0.30");
    }

    @Test
    void grantsLessWhereLessWillDo() {
        reserve("a", "0.70");

        assertThat(ledger.reserve("b", LIMIT, true, LIMIT).granted()).isEqualByComparingTo("0.30");
        assertThat(ledger.reserve("c", LIMIT, true, LIMIT).granted()).isNull();
    }

    @Test
    void grantsTheSameAttemptItsMoneyOnce() {
        reserve("a", "0.70");

        assertThat(reserve("a", "0.70").granted()).isEqualByComparingTo("0.70");
        assertThat(reserve("b", "0.30").granted()).isEqualByComparingTo("0.30");
    }

    @Test
    void givesBackWhatWasNotSpent() {
        reserve("a", "0.70");
        ledger.settle("a", new BigDecimal("0.10"));

        assertThat(reserve("b", "0.90").granted()).isEqualByComparingTo("0.90");
        assertThat(Files.exists(file)).isTrue();
    }

    @Test
    void letsAnAttemptAskAgainThatWasNotMade() {
        reserve("a", "0.70");
        ledger.settle("a", BigDecimal.ZERO);
        reserve("b", "0.60");

        assertThat(reserve("a", "0.70")).isEqualTo(new Reservation(null, new BigDecimal("0.40")));
    }

    @Test
    void remembersOnlyTheDayOnWhichItWasReserved() {
        reserve("late", "0.70");
        Ledger next = new FileLedger(file, TOMORROW);
        next.settle("late", new BigDecimal("5"));

        assertThat(next.reserve("early", LIMIT, false, LIMIT).granted()).isEqualByComparingTo("1.00");
        assertThat(reserve("same day", "0.01").granted()).isNull();
    }

    @Test
    void dropsWhatCannotBeRead() throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(
                file,
                List.of(
                        "2026-11-21\ta\t0.90",
                        "yesterday\tb\t0.90",
                        "2026-11-21\tc\tmuch",
                        "2026-11-21\te\t-5",
                        "2026-11-21\t\u00ff\t\u00ff",
                        "",
                        "\t"),
                StandardCharsets.ISO_8859_1);

        assertThat(reserve("d", "0.10").granted()).isEqualByComparingTo("0.10");
        assertThat(Files.readAllLines(file)).containsExactly("2026-11-21\ta\t0.90", "2026-11-21\td\t0.10");
    }

    @Test
    void neverGrantsMoreThanTheLimitToManyAtOnce() {
        Ledger other = new FileLedger(file, TODAY);

        BigDecimal granted = IntStream.range(0, 60)
                .parallel()
                .mapToObj(i -> (i % 2 == 0 ? ledger : other).reserve("k" + i, new BigDecimal("0.03"), false, LIMIT))
                .map(Reservation::granted)
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(granted).isEqualByComparingTo("0.99");
    }

    @Test
    void saysWhatToDoWhereItCannotBeWritten() throws IOException {
        Files.write(folder.resolve("state"), new byte[0]);

        assertThatThrownBy(() -> reserve("a", "0.10"))
                .isInstanceOf(CouncilException.class)
                .hasMessageContainingAll(file.toString(), "make it writable, or take 'dailyBudget' out");
    }

    @Test
    void worksTheSameInMemory() {
        ledger = Ledger.inMemory(TODAY);
        reserve("a", "0.70");
        ledger.settle("a", new BigDecimal("0.60"));

        assertThat(reserve("b", "0.50").left()).isEqualByComparingTo("0.40");
    }

    private Reservation reserve(String key, String amount) {
        return ledger.reserve(key, new BigDecimal(amount), false, LIMIT);
    }
}
