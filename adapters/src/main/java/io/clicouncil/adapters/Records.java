package io.clicouncil.adapters;

import io.clicouncil.adapters.words.JsonLines;
import io.clicouncil.failure.CouncilException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the records of a text are found, and which of them count.
 *
 * @param format what the text is
 * @param kind where a record's kind stands, or null where the last record is the final one
 * @param is the kind of the final record
 * @param sum whether tokens and price are the sum of all records of that kind, each of which is one request
 */
record Records(Format format, @Nullable JsonPointer kind, String is, boolean sum) {

    /** What a text is. */
    enum Format {
        /** Text; nothing is read from it but by patterns. */
        TEXT,
        /** One JSON object, or an array of objects. */
        JSON,
        /** One JSON object on each line. */
        NDJSON
    }

    /** Plain text. */
    static final Records NONE = new Records(Format.TEXT, null, "", false);

    /**
     * Reads them from the fields {@code format}, {@code record}, {@code is} and {@code sum}.
     *
     * @throws CouncilException where one is missing or wrong
     */
    static Records of(Fields fields) {
        Format format = fields.choice("format", Format.class);
        if (format == null) {
            throw fields.wrong("format", "one of text, json, ndjson");
        }
        JsonPointer kind = fields.pointer("record");
        if ((kind == null) != (fields.text("is") == null)) {
            throw fields.wrong("is", "there together with 'record'");
        }
        return new Records(format, kind, fields.text("is", ""), fields.flag("sum"));
    }

    /** All records of a text. */
    List<ObjectNode> in(String text) {
        return switch (format) {
            case TEXT -> List.of();
            case JSON -> JsonLines.objects(text);
            case NDJSON ->
                text.lines().flatMap(line -> JsonLines.object(line).stream()).toList();
        };
    }

    /** Whether a record is of the kind that counts. */
    boolean counts(JsonNode each) {
        return kind == null || is.equals(each.at(kind).asString(""));
    }

    /** The final one of them. */
    Optional<ObjectNode> end(List<ObjectNode> all) {
        return all.stream().filter(this::counts).reduce((first, second) -> second);
    }
}
