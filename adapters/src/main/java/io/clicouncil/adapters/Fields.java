package io.clicouncil.adapters;

import io.clicouncil.adapters.words.Amounts;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.text.Nearest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a piece of configuration, read strictly: what is unknown or of the wrong type is a usage error. */
final class Fields {
    private final String where;
    private final ObjectNode node;

    private Fields(String where, ObjectNode node) {
        this.where = where;
        this.node = node;
    }

    /**
     * The fields of a node.
     *
     * @param where what it is part of, for messages, for example {@code agent 'fixer'}
     * @param known every name that it may have
     */
    static Fields of(String where, ObjectNode node, String... known) {
        List<String> names = Arrays.asList(known);
        for (String name : node.propertyNames()) {
            if (!names.contains(name)) {
                String hint = Nearest.to(name, names)
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse(names.isEmpty() ? "; it has none" : "; it has " + String.join(", ", names));
                throw CouncilException.usage(where + ": there is no option '" + name + "'" + hint);
            }
        }
        return new Fields(where, node);
    }

    /** A text, or null where there is none. */
    @Nullable
    String text(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw wrong(name, "a text");
        }
        return value.asString();
    }

    /** A text, or what stands for it where there is none. */
    String text(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    /** A list of texts, empty where there is none. */
    List<String> texts(String name) {
        JsonNode value = value(name);
        return value == null ? List.of() : texts(name, value);
    }

    /** A list of texts and of groups of texts; a text alone is a group of one. */
    List<List<String>> groups(String name) {
        JsonNode value = value(name);
        if (value == null || !value.isArray() || value.isEmpty()) {
            throw wrong(name, "a list: the executable and its arguments");
        }
        List<List<String>> groups = new ArrayList<>();
        for (JsonNode element : value) {
            groups.add(element.isArray() ? texts(name, element) : List.of(single(name, element)));
        }
        return groups;
    }

    /** A map of texts, empty where there is none. */
    Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        JsonNode value = value(name);
        if (value != null) {
            if (!value.isObject()) {
                throw wrong(name, "a map of names to texts");
            }
            value.properties().forEach(entry -> map.put(entry.getKey(), single(name, entry.getValue())));
        }
        return map;
    }

    /** An amount in US dollars, 0 or more, or null where there is none. */
    @Nullable
    BigDecimal amount(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        return Amounts.dollars(value).orElseThrow(() -> wrong(name, "a number of US dollars, 0 or more"));
    }

    /** A whole number, 0 or more, or what stands for it where there is none. */
    int whole(String name, int otherwise) {
        JsonNode value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw wrong(name, "a whole number, 0 or more");
        }
        return value.intValue();
    }

    /** True or false; false where it is not said. */
    boolean flag(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return value != null && value.booleanValue();
    }

    /** A pointer into a JSON document, or null where there is none. */
    @Nullable
    JsonPointer pointer(String name) {
        String text = text(name);
        return text == null ? null : pointer(name, text);
    }

    /** One pointer or a list of them, none where there is none. */
    List<JsonPointer> pointers(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return List.of();
        }
        List<String> texts = value.isArray() ? texts(name, value) : List.of(single(name, value));
        return texts.stream().map(text -> pointer(name, text)).toList();
    }

    /** A map of pointers to the texts that must stand there. */
    Map<JsonPointer, String> expected(String name) {
        Map<JsonPointer, String> expected = new LinkedHashMap<>();
        map(name).forEach((pointer, text) -> expected.put(pointer(name, pointer), text));
        return expected;
    }

    private JsonPointer pointer(String name, String text) {
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException e) {
            throw wrong(name, "a JSON pointer such as /usage/input_tokens");
        }
    }

    /** Whether it is there and a map. */
    boolean isMap(String name) {
        return node.get(name) instanceof ObjectNode;
    }

    /** A map of names to anything at all. */
    Map<String, JsonNode> nodes(String name) {
        Map<String, JsonNode> nodes = new LinkedHashMap<>();
        JsonNode value = value(name);
        if (value != null) {
            if (!value.isObject()) {
                throw wrong(name, "a map");
            }
            value.properties().forEach(entry -> nodes.put(entry.getKey(), entry.getValue()));
        }
        return nodes;
    }

    /** A regular expression, or null where there is none. */
    @Nullable
    Pattern pattern(String name) {
        String text = text(name);
        try {
            return text == null ? null : Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw wrong(name, "a regular expression (" + e.getDescription() + ")");
        }
    }

    /** One of the constants of an enumeration, in any case of letters, or null where there is none. */
    <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> wrong(
                        name,
                        Arrays.stream(type.getEnumConstants())
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ", "one of ", ""))));
    }

    /** A piece within, where it is there. */
    Optional<Fields> within(String name, String... known) {
        JsonNode value = value(name);
        return value == null ? Optional.empty() : Optional.of(piece(name, value, known));
    }

    /** The pieces of a list, none where there is no list. */
    List<Fields> each(String name, String... known) {
        JsonNode value = value(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong(name, "a list");
        }
        return StreamSupport.stream(value.spliterator(), false)
                .map(element -> piece(name, element, known))
                .toList();
    }

    /** The complaint that a field is not what it must be. */
    CouncilException wrong(String name, String wanted) {
        return CouncilException.usage(where + ": '" + name + "' must be " + wanted);
    }

    private Fields piece(String name, JsonNode value, String... known) {
        if (value instanceof ObjectNode object) {
            return of(where + ", " + name, object, known);
        }
        throw wrong(name, "a map");
    }

    private List<String> texts(String name, JsonNode value) {
        if (!value.isArray()) {
            throw wrong(name, "a list of texts");
        }
        return StreamSupport.stream(value.spliterator(), false)
                .map(element -> single(name, element))
                .toList();
    }

    private String single(String name, JsonNode value) {
        if (!value.isString() && !value.isNumber() && !value.isBoolean()) {
            throw wrong(name, "made of texts");
        }
        return value.asString();
    }

    private @Nullable JsonNode value(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
