package io.clicouncil.adapters.words;

import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON that may be none.
 *
 * @since 0.1
 */
public final class JsonLines {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Some programs print line ends inside of texts as they are.
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private JsonLines() {}

    /** The object that a text holds and nothing else, or nothing. */
    public static Optional<ObjectNode> object(String text) {
        String stripped = text.strip();
        return stripped.startsWith("{") && stripped.endsWith("}")
                ? read(stripped).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast)
                : Optional.empty();
    }

    /** The objects that a text is: one, those of an array, or those of the last such document that it ends with. */
    public static List<ObjectNode> objects(String text) {
        String rest = text.strip();
        int start = 0;
        Optional<JsonNode> found = read(rest);
        // What programs print before is passed over: a document of their own begins a line.
        for (int end = rest.length(); found.isEmpty() && end > 0; end = start) {
            start = Math.max(rest.lastIndexOf("\n{", end - 1), rest.lastIndexOf("\n[", end - 1));
            if (start < 0) {
                return List.of();
            }
            found = read(rest.substring(start + 1));
        }
        return found.map(JsonLines::objects).orElse(List.of());
    }

    private static List<ObjectNode> objects(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return List.of(object);
        }
        return StreamSupport.stream(node.spliterator(), false)
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .toList();
    }

    private static Optional<JsonNode> read(String text) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(MAPPER.readTree(text));
        } catch (JacksonException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
