package io.clicouncil.cost;

import org.jspecify.annotations.Nullable;

/**
 * Tokens of model calls. A count that is not known is null, never zero.
 *
 * @param inputTokens fresh input tokens, those read from or written to a cache left out
 * @param outputTokens output tokens, reasoning included
 * @param cacheReadTokens input tokens read from a cache
 * @param cacheWriteTokens input tokens written to a cache
 * @since 0.1
 */
public record Usage(
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Long cacheReadTokens,
        @Nullable Long cacheWriteTokens) {

    /** Nothing is known. */
    public static final Usage UNKNOWN = new Usage(null, null, null, null);

    /** Checks that no count is negative. */
    public Usage {
        check(inputTokens);
        check(outputTokens);
        check(cacheReadTokens);
        check(cacheWriteTokens);
    }

    /** Whether any token was seen. */
    public boolean seen() {
        return positive(inputTokens)
                || positive(outputTokens)
                || positive(cacheReadTokens)
                || positive(cacheWriteTokens);
    }

    /** The sum of what is known of both: a count is null only where neither side knows it. */
    public Usage plus(Usage other) {
        return new Usage(
                sum(inputTokens, other.inputTokens),
                sum(outputTokens, other.outputTokens),
                sum(cacheReadTokens, other.cacheReadTokens),
                sum(cacheWriteTokens, other.cacheWriteTokens));
    }

    private static void check(@Nullable Long count) {
        if (count != null && count < 0) {
            throw new IllegalArgumentException("a token count is not negative: " + count);
        }
    }

    private static boolean positive(@Nullable Long count) {
        return count != null && count > 0;
    }

    private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
        if (one == null) {
            return other;
        }
        return other == null ? one : Long.valueOf(Math.addExact(one, other));
    }
}
