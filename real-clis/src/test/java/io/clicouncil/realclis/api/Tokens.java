package io.clicouncil.realclis.api;

/**
 * Tokens of model calls, as they are billed: no token is in two counts but for reasoning, which is part of the output.
 *
 * @param fresh input tokens that no cache knew
 * @param cacheRead input tokens read from a cache
 * @param cacheWrite input tokens written to a cache
 * @param output output tokens, reasoning included
 * @param reasoning how many of the output tokens were reasoning
 */
public record Tokens(long fresh, long cacheRead, long cacheWrite, long output, long reasoning) {
    /** None. */
    public static final Tokens NONE = new Tokens(0, 0, 0, 0, 0);

    /** Checks that reasoning is part of the output. */
    public Tokens {
        if (reasoning > output) {
            throw new IllegalArgumentException("reasoning is part of the output");
        }
    }

    /** The sum of both. */
    public Tokens plus(Tokens other) {
        return new Tokens(
                fresh + other.fresh,
                cacheRead + other.cacheRead,
                cacheWrite + other.cacheWrite,
                output + other.output,
                reasoning + other.reasoning);
    }

    /** The same without tokens written to a cache, for providers that bill no such thing. */
    public Tokens withoutCacheWrites() {
        return new Tokens(fresh + cacheWrite, cacheRead, 0, output, reasoning);
    }

    /** All input tokens. */
    public long input() {
        return fresh + cacheRead + cacheWrite;
    }

    /** All tokens. */
    public long total() {
        return input() + output;
    }
}
