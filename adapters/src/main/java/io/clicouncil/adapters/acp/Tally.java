package io.clicouncil.adapters.acp;

import io.clicouncil.adapters.words.Amounts;
import io.clicouncil.cost.Usage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tokens as an agent counted them. Some count those from a cache as input, others beside it, and the protocol leaves it
 * open; the total tells which. Counts that do not add up to it either way are not believed.
 *
 * @param model the model that used them, or null where nobody says
 * @param usage the tokens
 * @param split whether fresh input is told from cached
 * @param request whether they are those of one single request
 */
record Tally(@Nullable String model, Usage usage, boolean split, boolean request) {

    /** Reads counts; nothing where there are none that can be believed. */
    static Optional<Tally> of(@Nullable String model, JsonNode counts, boolean request) {
        Long in = count(counts, "inputTokens", "input_tokens");
        Long out = count(counts, "outputTokens", "output_tokens");
        if (in == null || out == null) {
            return Optional.empty();
        }
        Long cachedRead =
                count(counts, "cachedReadTokens", "cachedInputTokens", "cached_read_tokens", "cached_input_tokens");
        Long cachedWrite = count(counts, "cachedWriteTokens", "cached_write_tokens");
        Long thought = count(counts, "thoughtTokens", "thought_tokens");
        Long total = count(counts, "totalTokens", "total_tokens");
        long cached = orZero(cachedRead) + orZero(cachedWrite);
        long visible = in + out;
        long thinking = visible + orZero(thought);
        Usage usage;
        if (total == null ? cached == 0 : total == visible + cached) {
            usage = new Usage(in, out, cachedRead, cachedWrite);
        } else if (total != null && total == thinking + cached) {
            usage = new Usage(in, out + orZero(thought), cachedRead, cachedWrite);
        } else if (total != null && (total == visible || total == thinking) && cached <= in) {
            usage = new Usage(in - cached, total - in, cachedRead, cachedWrite);
        } else {
            return Optional.empty();
        }
        return Optional.of(new Tally(model, usage, cachedRead != null, request));
    }

    private static @Nullable Long count(JsonNode counts, String... names) {
        for (String name : names) {
            Long count = Amounts.tokens(counts.path(name));
            if (count != null) {
                return count;
            }
        }
        return null;
    }

    private static long orZero(@Nullable Long count) {
        return count == null ? 0 : count;
    }
}
