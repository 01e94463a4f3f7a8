package io.clicouncil.budget;

import java.math.BigDecimal;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What is reserved and spent today, over all runs that have a limit for the day. Its methods block, and can be called by
 * several threads and processes at a time: what they reserve never passes a limit together. Each can be repeated without
 * harm.
 *
 * @since 0.1
 */
public interface Ledger {

    /**
     * Reserves money for an attempt, unless too little is left of the day's limit.
     *
     * @param key the attempt, unique over all runs
     * @param amount US dollars
     * @param orLess whether less will do where there is less, if there is any
     * @param limit the day's limit in US dollars
     * @throws io.clicouncil.failure.CouncilException where it cannot be written, saying what to do
     */
    Reservation reserve(String key, BigDecimal amount, boolean orLess, BigDecimal limit);

    /**
     * Puts what an attempt has cost in place of what was reserved for it, on the day of that.
     *
     * @param key the attempt
     * @param amount US dollars
     */
    void settle(String key, BigDecimal amount);

    /** A ledger that is forgotten with the process. */
    static Ledger inMemory(Clock clock) {
        return new MemoryLedger(clock);
    }

    /**
     * The answer to a wish for money.
     *
     * @param granted what is reserved in US dollars, or null where that is nothing
     * @param left what was left of the day before, in US dollars
     * @since 0.1
     */
    record Reservation(@Nullable BigDecimal granted, BigDecimal left) {}
}
