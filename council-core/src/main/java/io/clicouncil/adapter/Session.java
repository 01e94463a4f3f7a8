package io.clicouncil.adapter;

import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import java.util.Objects;

/**
 * A session of an agent's own program that an attempt may go on with.
 *
 * @param name the program's own name of it
 * @param attempt the number of the attempt that opened it, whose folder may hold what the program keeps of it
 * @param usage the tokens of all earlier attempts in it, as far as they are known
 * @param cost what these attempts cost together, unknown where the price of one of them is; a program that counts for its
 *     whole session counts this again
 * @since 0.1
 */
public record Session(String name, int attempt, Usage usage, Cost cost) {
    /** Checks the parts. */
    public Session {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(usage, "usage");
        Objects.requireNonNull(cost, "cost");
    }
}
