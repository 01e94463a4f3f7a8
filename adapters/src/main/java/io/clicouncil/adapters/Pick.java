package io.clicouncil.adapters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a text stands in what a CLI prints.
 *
 * @param when what a record must hold; null for the final record
 * @param at where its pieces stand in it
 * @param join whether pieces in records that follow one another are one text
 */
record Pick(@Nullable Map<JsonPointer, String> when, List<JsonPointer> at, boolean join) {
    private static final String[] KNOWN = {"when", "at", "join"};

    /** A pointer into the final record, or a map that says which record it is; null where there is none. */
    static @Nullable Pick of(Fields fields, String name) {
        if (fields.isMap(name)) {
            Fields piece = fields.within(name, KNOWN).orElseThrow();
            List<JsonPointer> at = piece.pointers("at");
            if (at.isEmpty()) {
                throw piece.wrong("at", "one JSON pointer or more");
            }
            return new Pick(piece.expected("when"), at, piece.flag("join"));
        }
        JsonPointer pointer = fields.pointer(name);
        return pointer == null ? null : new Pick(null, List.of(pointer), false);
    }

    /** The last such text, or null. */
    static @Nullable String last(@Nullable Pick pick, List<ObjectNode> records, @Nullable ObjectNode end) {
        if (pick == null) {
            return null;
        }
        List<String> texts = pick.texts(records, end);
        return texts.isEmpty() ? null : texts.get(texts.size() - 1);
    }

    /** Every such text, those that belong together as one. */
    List<String> texts(List<ObjectNode> records, @Nullable ObjectNode end) {
        List<ObjectNode> where = when == null ? (end == null ? List.of() : List.of(end)) : records;
        List<String> texts = new ArrayList<>();
        boolean follows = false;
        for (ObjectNode each : where) {
            String text = in(each);
            if (text != null && follows && join) {
                texts.set(texts.size() - 1, texts.get(texts.size() - 1) + text);
            } else if (text != null) {
                texts.add(text);
            }
            follows = text != null;
        }
        return texts;
    }

    /** The text in this record, or null where it is not such a one. */
    @Nullable
    String in(JsonNode found) {
        if (when != null && !fits(found, when)) {
            return null;
        }
        List<String> pieces = at.stream()
                .map(found::at)
                .filter(piece -> !piece.isMissingNode() && !piece.isNull())
                .map(piece -> piece.isContainer() ? piece.toString() : piece.asString())
                .toList();
        return pieces.isEmpty() ? null : pieces.stream().collect(Collectors.joining(" "));
    }

    private static boolean fits(JsonNode found, Map<JsonPointer, String> expected) {
        return expected.entrySet().stream().allMatch(entry -> {
            JsonNode value = found.at(entry.getKey());
            return value.isValueNode() && value.asString("").equals(entry.getValue());
        });
    }
}
