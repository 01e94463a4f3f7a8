package io.clicouncil.json;

import io.clicouncil.event.CouncilEvent;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.task.Plan;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes and reads the public JSON: the result document, plans, and events. Times are ISO-8601, durations seconds,
 * amounts decimal strings; what is not known is {@code null}.
 *
 * @since 0.1
 */
public final class Json {
    /** The name and version of the shape of events. */
    public static final String EVENT_SCHEMA = "council.event/1";

    /** The name and version of the shape of plans. */
    public static final String PLAN_SCHEMA = "council.plan/1";

    private static final String STAMP = "stamp";
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Duration.class, new DurationJson.Writer())
                    .addDeserializer(Duration.class, new DurationJson.Reader()))
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private static final Map<String, Class<?>> EVENTS = Arrays.stream(CouncilEvent.class.getPermittedSubclasses())
            .flatMap(type -> type.isInterface()
                    ? Arrays.stream(type.getPermittedSubclasses())
                    : Arrays.stream(new Class<?>[] {type}))
            .collect(Collectors.toUnmodifiableMap(Json::typeName, Function.identity()));

    private Json() {}

    /** The result document. */
    public static ObjectNode result(AggregatedResult result) {
        return document(AggregatedResult.SCHEMA, result);
    }

    /** A result from its document. */
    public static AggregatedResult result(JsonNode document) {
        return MAPPER.treeToValue(document, AggregatedResult.class);
    }

    /** A plan as a document. */
    public static ObjectNode plan(Plan plan) {
        return document(PLAN_SCHEMA, plan);
    }

    /** An event: its type, run, number and time first, then what it tells. */
    public static ObjectNode event(CouncilEvent event) {
        ObjectNode body = MAPPER.valueToTree(event);
        ObjectNode stamp = (ObjectNode) body.remove(STAMP);
        ObjectNode document =
                MAPPER.createObjectNode().put("schema", EVENT_SCHEMA).put("type", typeName(event.getClass()));
        return document.setAll(stamp).setAll(body);
    }

    /**
     * An event from its document.
     *
     * @throws IllegalArgumentException where its type is not known
     */
    public static CouncilEvent event(JsonNode document) {
        Class<?> type = EVENTS.get(document.path("type").asString(""));
        if (type == null) {
            throw new IllegalArgumentException("no event has this type: " + document.path("type"));
        }
        ObjectNode body = ((ObjectNode) document).deepCopy();
        ObjectNode stamp = MAPPER.createObjectNode();
        for (String part : new String[] {"runId", "sequence", "time"}) {
            stamp.set(part, body.path(part));
        }
        body.set(STAMP, stamp);
        return (CouncilEvent) MAPPER.treeToValue(body, type);
    }

    /** An empty document of this shape. */
    public static ObjectNode object(String schema) {
        return MAPPER.createObjectNode().put("schema", schema);
    }

    /** A value as part of a document. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /**
     * A value from its part of a document.
     *
     * @throws IllegalArgumentException where it is none of this type
     */
    public static <T> T value(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException error) {
            throw new IllegalArgumentException("this is no " + type.getSimpleName(), error);
        }
    }

    /**
     * A document from its text.
     *
     * @throws IllegalArgumentException where the text is no JSON
     */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException error) {
            throw new IllegalArgumentException("this is no JSON", error);
        }
    }

    /** A document on one line. */
    public static String line(JsonNode document) {
        return MAPPER.writeValueAsString(document);
    }

    /** A document for people: indented, over several lines. */
    public static String pretty(JsonNode document) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }

    private static ObjectNode document(String schema, Object value) {
        ObjectNode body = MAPPER.valueToTree(value);
        return object(schema).setAll(body);
    }

    /** The type of an event, as its document names it. */
    public static String typeName(CouncilEvent event) {
        return typeName(event.getClass());
    }

    private static String typeName(Class<?> type) {
        return WORD_START.matcher(type.getSimpleName()).replaceAll("_").toLowerCase(Locale.ROOT);
    }
}
