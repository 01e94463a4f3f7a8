package io.clicouncil.budget;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.state.SharedFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;
import java.util.function.Function;

/**
 * A ledger in a file that all processes of a user share: one line for each attempt of today and yesterday, with its day, its
 * key and what is reserved or spent. What cannot be read in it is dropped.
 *
 * @since 0.1
 */
public final class FileLedger implements Ledger {
    private final Path path;
    private final SharedFile file;
    private final Clock clock;

    /**
     * A ledger.
     *
     * @param path where; its folder is made when it is needed
     * @param clock tells the day, in its own zone
     */
    public FileLedger(Path path, Clock clock) {
        this.path = path;
        this.file = new SharedFile(path);
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public Reservation reserve(String key, BigDecimal amount, boolean orLess, BigDecimal limit) {
        return onSheet(sheet -> sheet.reserve(LocalDate.now(clock), key, amount, orLess, limit));
    }

    @Override
    public void settle(String key, BigDecimal amount) {
        onSheet(sheet -> {
            sheet.settle(key, amount);
            return key;
        });
    }

    private <T> T onSheet(Function<DaySheet, T> work) {
        try {
            return file.change(text -> {
                DaySheet sheet = DaySheet.of(text == null ? "" : text);
                T answer = work.apply(sheet);
                return new SharedFile.Step<>(
                        answer, sheet.text(LocalDate.now(clock).minusDays(1)));
            });
        } catch (IOException error) {
            throw new CouncilException(
                    CouncilException.Reason.ENVIRONMENT,
                    "what is spent today cannot be recorded in " + path
                            + ": make it writable, or take 'dailyBudget' out" + " of the configuration",
                    error);
        }
    }
}
