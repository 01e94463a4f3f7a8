package io.clicouncil.adapters;

import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Estimate;
import io.clicouncil.cost.PriceTable;
import io.clicouncil.cost.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt may cost where only its model is known: an assumption, stated in {@code docs/adapters.md}. Twenty
 * requests, each of which reads again what was said before, mostly from the cache. The worst case has no limit.
 */
final class TypicalAttempt {
    private static final long REQUESTS = 20;
    private static final long FRESH_TOKENS = 60_000;
    private static final long CACHED_TOKENS = 400_000;
    private static final long OUTPUT_TOKENS = 12_000;
    private static final int CHARACTERS_PER_TOKEN = 4;

    private TypicalAttempt() {}

    /** An expected amount, or nothing where the table does not know the model. */
    static Estimate estimate(String prompt, @Nullable String model, PriceTable prices) {
        long promptTokens = prompt.length() / CHARACTERS_PER_TOKEN;
        Usage usage = new Usage(
                FRESH_TOKENS + promptTokens, OUTPUT_TOKENS, CACHED_TOKENS + (REQUESTS - 1) * promptTokens, 0L);
        Cost cost = prices.cost(model, usage);
        return cost.amount() == null ? Estimate.UNKNOWN : new Estimate(cost.amount(), null);
    }
}
