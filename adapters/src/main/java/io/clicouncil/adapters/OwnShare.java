package io.clicouncil.adapters;

import io.clicouncil.adapter.Session;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.CostSource;
import io.clicouncil.cost.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt added to a session whose program counts all that was ever done in it. Prices are sums over tokens, so the
 * difference of two prices is the price of the difference, whichever way they are known.
 *
 * @param usage the tokens, where the difference makes sense
 * @param cost the price; unknown where that of what came before is, for then nobody can tell the two apart
 */
record OwnShare(Usage usage, Cost cost) {

    /** The share of an attempt in a session. */
    static OwnShare of(Usage all, Cost total, Session session) {
        return new OwnShare(difference(all, session.usage()), difference(total, session.cost()));
    }

    /** Whether no count of a part is more than that of all; one that is not known is nothing. */
    static boolean covers(Usage all, Usage part) {
        return covers(all.inputTokens(), part.inputTokens())
                && covers(all.outputTokens(), part.outputTokens())
                && covers(all.cacheReadTokens(), part.cacheReadTokens())
                && covers(all.cacheWriteTokens(), part.cacheWriteTokens());
    }

    private static boolean covers(@Nullable Long all, @Nullable Long part) {
        return part == null || part <= (all == null ? 0 : all);
    }

    /** What is left; a count that is not known, or would be less than nothing, is left unknown. */
    private static Usage difference(Usage all, Usage earlier) {
        return new Usage(
                difference(all.inputTokens(), earlier.inputTokens()),
                difference(all.outputTokens(), earlier.outputTokens()),
                difference(all.cacheReadTokens(), earlier.cacheReadTokens()),
                difference(all.cacheWriteTokens(), earlier.cacheWriteTokens()));
    }

    private static @Nullable Long difference(@Nullable Long all, @Nullable Long earlier) {
        long before = earlier == null ? 0 : earlier;
        return all == null || all < before ? null : Long.valueOf(all - before);
    }

    private static Cost difference(Cost total, Cost earlier) {
        BigDecimal now = total.amount();
        BigDecimal before = earlier.amount();
        if (now == null || before == null || now.compareTo(before) < 0) {
            return Cost.unknown();
        }
        boolean weaker = earlier.source() != CostSource.FREE && earlier.source().compareTo(total.source()) > 0;
        return new Cost(now.subtract(before), weaker ? earlier.source() : total.source(), total.billing());
    }
}
