package io.clicouncil.budget;

import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A ledger in a file that all processes of a user share: one line for each attempt of today and yesterday, with its day, its
 * key and what is reserved or spent. A lock file beside it lets one process at a time read and replace it; what cannot be
 * read in it is dropped.
 *
 * @since 0.1
 */
public final class FileLedger implements Ledger {
    /** Locks of files are held by whole processes: within one, threads wait here. */
    private static final Object ONE_AT_A_TIME = new Object();

    private final Path file;
    private final Clock clock;

    /**
     * A ledger.
     *
     * @param file where; its folder is made when it is needed
     * @param clock tells the day, in its own zone
     */
    public FileLedger(Path file, Clock clock) {
        this.file = Objects.requireNonNull(file, "file");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public Reservation reserve(String key, BigDecimal amount, boolean orLess, BigDecimal limit) {
        return locked(sheet -> sheet.reserve(LocalDate.now(clock), key, amount, orLess, limit));
    }

    @Override
    public void settle(String key, BigDecimal amount) {
        locked(sheet -> {
            sheet.settle(key, amount);
            return key;
        });
    }

    private <T> T locked(Function<DaySheet, T> work) {
        synchronized (ONE_AT_A_TIME) {
            try {
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                try (FileChannel channel =
                        FileChannel.open(beside(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    channel.lock();
                    DaySheet sheet = DaySheet.of(Files.exists(file) ? Files.readAllLines(file) : List.of());
                    T answer = work.apply(sheet);
                    List<String> lines = sheet.lines(LocalDate.now(clock).minusDays(1));
                    Files.move(Files.write(beside(".new"), lines), file, StandardCopyOption.ATOMIC_MOVE);
                    return answer;
                }
            } catch (IOException error) {
                throw new CouncilException(
                        CouncilException.Reason.ENVIRONMENT,
                        "what is spent today cannot be recorded in " + file + ": make it writable, or take"
                                + " 'dailyBudget' out of the configuration",
                        error);
            }
        }
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }
}
