package io.clicouncil.adapters;

import io.clicouncil.adapters.Transcript.Part;
import io.clicouncil.adapters.words.Amounts;
import io.clicouncil.cost.Usage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Where the tokens stand in a record. Several places of one count are added up; a count is unknown where none of them
 * holds a number.
 *
 * @param models the object that has an entry for each model, in which the counts stand, or null
 * @param input tokens that went in
 * @param cachedIncluded whether those read from the cache are among them
 * @param cacheRead tokens read from the cache
 * @param cacheWrite tokens written to the cache
 * @param output tokens that came out
 * @param total all tokens: where it is there, output is what is left of it without the input
 */
record Counts(
        @Nullable JsonPointer models,
        List<JsonPointer> input,
        boolean cachedIncluded,
        List<JsonPointer> cacheRead,
        List<JsonPointer> cacheWrite,
        List<JsonPointer> output,
        List<JsonPointer> total) {

    /** Nothing is counted. */
    static final Counts NONE = new Counts(null, List.of(), false, List.of(), List.of(), List.of(), List.of());

    /** Reads them from the fields of a manifest's output. */
    static Counts of(Fields fields) {
        return new Counts(
                fields.pointer("models"),
                fields.pointers("input"),
                fields.flag("inputIncludesCached"),
                fields.pointers("cacheRead"),
                fields.pointers("cacheWrite"),
                fields.pointers("output"),
                fields.pointers("total"));
    }

    /** Whether it can know what came out. */
    boolean complete() {
        return !output.isEmpty() || !total.isEmpty();
    }

    /** The tokens of a record, by model where it has an entry for each. */
    List<Part> in(JsonNode found, boolean request) {
        if (models == null) {
            return List.of(new Part(null, usage(found), request));
        }
        return found.at(models).properties().stream()
                .map(entry -> new Part(entry.getKey(), usage(entry.getValue()), request))
                .toList();
    }

    private Usage usage(JsonNode found) {
        Long in = sum(found, input);
        Long cached = sum(found, cacheRead);
        Long written = sum(found, cacheWrite);
        Long out = sum(found, output);
        Long all = sum(found, total);
        long read = cached == null ? 0 : cached;
        if (all != null && in != null) {
            out = Math.max(0, all - in - (cachedIncluded ? 0 : read));
        }
        return new Usage(
                in != null && cachedIncluded ? Long.valueOf(Math.max(0, in - read)) : in, out, cached, written);
    }

    private static @Nullable Long sum(JsonNode found, List<JsonPointer> places) {
        return places.stream()
                .map(place -> Amounts.tokens(found.at(place)))
                .filter(Objects::nonNull)
                .reduce(Long::sum)
                .orElse(null);
    }
}
