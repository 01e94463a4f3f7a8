package io.clicouncil.config;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.json.Json;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The settings of a run as they are recorded with it, so that it can be gone on with under the same ones, whatever has
 * become of the files that they came from. They hold what the configuration sets in agents' environments, and so are kept
 * as private as the configuration is.
 *
 * @since 0.1
 */
public final class RecordedConfig {
    private RecordedConfig() {}

    /** The settings as text. */
    public static String write(CouncilConfig config) {
        return Json.line(Json.tree(config));
    }

    /**
     * The same settings for a repository that was moved since: each path in it leads to where it is now.
     *
     * @param text the settings
     * @param from the root of its working tree as it was
     * @param to the root as it is
     */
    public static String moved(String text, Path from, Path to) {
        return Json.line(changed(Json.parse(text), value -> movedPath(value, from, to)));
    }

    private static JsonNode changed(JsonNode node, UnaryOperator<String> change) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(changed(field.getValue(), change)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, changed(array.get(i), change));
            }
        }
        return node.isString() ? StringNode.valueOf(change.apply(node.asString())) : node;
    }

    /** A path stands there as a user writes it, or as an address where it is one of ours. */
    private static String movedPath(String value, Path from, Path to) {
        if (value.startsWith("file:///")) {
            Path path = Path.of(URI.create(value));
            return path.startsWith(from)
                    ? to.resolve(from.relativize(path)).toUri().toString()
                    : value;
        }
        boolean within = value.equals(from.toString()) || value.startsWith(from + "/");
        return within ? to + value.substring(from.toString().length()) : value;
    }

    /**
     * The settings from their text.
     *
     * @throws CouncilException where it is of another version and cannot be read
     */
    public static CouncilConfig read(String text) {
        try {
            return Json.value(Json.parse(text), CouncilConfig.class);
        } catch (IllegalArgumentException error) {
            throw new CouncilException(
                    CouncilException.Reason.USAGE,
                    "the settings that the run was started with cannot be read; another version of the council may have"
                            + " written them",
                    error);
        }
    }
}
