package io.clicouncil.adapters.autoclaude;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON that may be none, or not whole. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            // A marker is followed by whatever an agent says next.
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final long LARGEST_BYTES = 16L << 20;

    private Json() {}

    /**
     * An object at the beginning of a text.
     *
     * @param node the object
     * @param end where the text goes on behind it
     */
    record Found(ObjectNode node, int end) {}

    /** The object that a text begins with, or nothing. */
    static Optional<Found> first(String text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            JsonNode node = MAPPER.readTree(parser);
            return node instanceof ObjectNode object
                    ? Optional.of(
                            new Found(object, (int) parser.currentLocation().getCharOffset()))
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The object that a file holds, or nothing; agents write such files, so one that is too large to be meant is not read. */
    static Optional<ObjectNode> read(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST_BYTES
                    ? Optional.of(MAPPER.readTree(file))
                            .filter(ObjectNode.class::isInstance)
                            .map(ObjectNode.class::cast)
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }
}
