package io.clicouncil.cost;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the tokens of a model cost, in US dollars per million.
 *
 * @param input fresh input tokens
 * @param output output tokens, reasoning included
 * @param cacheRead input tokens read from a cache, or null where no price is listed: they then cost what fresh ones cost
 * @param cacheWrite input tokens written to a cache, or null where no price is listed: as above
 * @param tiers the prices of requests with long prompts, the shortest first; usually none
 * @since 0.1
 */
public record Price(
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal input,
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal output,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        BigDecimal cacheRead,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        BigDecimal cacheWrite,

        List<Tier> tiers) {
    private static final int MILLION_DIGITS = 6;

    /**
     * What a request costs as a whole whose prompt is longer than this.
     *
     * @param above the number of prompt tokens, those from and to a cache included
     * @param price what its tokens cost then
     */
    public record Tier(long above, Price price) {}

    /** Checks that no price is negative, and takes a copy. */
    public Price {
        check(input);
        check(output);
        check(cacheRead);
        check(cacheWrite);
        tiers = List.copyOf(tiers);
    }

    /** A price without tiers. */
    public Price(BigDecimal input, BigDecimal output, @Nullable BigDecimal cacheRead, @Nullable BigDecimal cacheWrite) {
        this(input, output, cacheRead, cacheWrite, List.of());
    }

    /**
     * What so many tokens of any number of requests cost. Tiers do not count here, since they go by the prompt of one
     * request: where there are some, this is the least that it can be.
     *
     * @return US dollars, or null where input or output is not known
     */
    public @Nullable BigDecimal of(Usage usage) {
        if (usage.inputTokens() == null || usage.outputTokens() == null) {
            return null;
        }
        return times(usage.inputTokens(), input)
                .add(times(usage.outputTokens(), output))
                .add(times(usage.cacheReadTokens(), cacheRead == null ? input : cacheRead))
                .add(times(usage.cacheWriteTokens(), cacheWrite == null ? input : cacheWrite));
    }

    /** What the tokens of a single request cost, by the tier that its prompt falls into; else as {@link #of}. */
    public @Nullable BigDecimal ofRequest(Usage usage) {
        long prompt = known(usage.inputTokens()) + known(usage.cacheReadTokens()) + known(usage.cacheWriteTokens());
        Price fitting = this;
        for (Tier tier : tiers) {
            fitting = prompt > tier.above() ? tier.price() : fitting;
        }
        return fitting.of(usage);
    }

    private static BigDecimal times(@Nullable Long tokens, BigDecimal perMillion) {
        return perMillion.multiply(BigDecimal.valueOf(known(tokens))).movePointLeft(MILLION_DIGITS);
    }

    private static long known(@Nullable Long tokens) {
        return tokens == null ? 0 : tokens;
    }

    private static void check(@Nullable BigDecimal price) {
        if (price != null && price.signum() < 0) {
            throw new IllegalArgumentException("a price is not negative: " + price);
        }
    }
}
