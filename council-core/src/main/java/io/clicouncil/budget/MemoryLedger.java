package io.clicouncil.budget;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;

/** A ledger in memory. */
final class MemoryLedger implements Ledger {
    private final DaySheet sheet = new DaySheet();
    private final Clock clock;

    MemoryLedger(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Reservation reserve(String key, BigDecimal amount, boolean orLess, BigDecimal limit) {
        return sheet.reserve(LocalDate.now(clock), key, amount, orLess, limit);
    }

    @Override
    public synchronized void settle(String key, BigDecimal amount) {
        sheet.settle(key, amount);
    }
}
