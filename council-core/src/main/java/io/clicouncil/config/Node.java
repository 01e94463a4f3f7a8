package io.clicouncil.config;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A piece of configuration that remembers where it stands. */
sealed interface Node {

    /** Where it stands. */
    Place place();

    /** The same without places. */
    JsonNode toJson();

    /** The kinds of scalar that YAML's JSON schema tells apart. */
    enum Kind {
        STRING,
        NUMBER,
        BOOLEAN,
        NULL
    }

    /** A single value; {@code text} is as it was written, so that {@code 2.10} stays {@code 2.10}. */
    record Scalar(Place place, Kind kind, String text) implements Node {
        /** Longer numbers, or with larger exponents, would take memory and time; as text they do no harm. */
        private static final int DIGITS = 40;

        @Override
        public JsonNode toJson() {
            JsonNodeFactory nodes = JsonNodeFactory.instance;
            return switch (kind) {
                case STRING -> nodes.stringNode(text);
                case BOOLEAN -> nodes.booleanNode(Boolean.parseBoolean(text));
                case NULL -> nodes.nullNode();
                case NUMBER -> number(nodes);
            };
        }

        private JsonNode number(JsonNodeFactory nodes) {
            try {
                if (text.length() <= DIGITS) {
                    BigDecimal number = new BigDecimal(text);
                    if (Math.abs((long) number.scale()) <= DIGITS) {
                        return number.scale() == 0 && fitsInt(number)
                                ? nodes.numberNode(number.intValueExact())
                                : nodes.numberNode(number);
                    }
                }
            } catch (NumberFormatException notFinite) {
                // .inf and .nan are numbers of YAML, but not of JSON.
            }
            return nodes.stringNode(text);
        }

        private static boolean fitsInt(BigDecimal number) {
            return number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
        }
    }

    /** A list. */
    record Items(Place place, List<Node> items) implements Node {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public ArrayNode toJson() {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            items.forEach(item -> array.add(item.toJson()));
            return array;
        }
    }

    /** A mapping, in the order of the file. */
    record Entries(Place place, Map<String, Entry> entries) implements Node {
        public Entries {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public ObjectNode toJson() {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            entries.forEach((key, entry) -> object.set(key, entry.value().toJson()));
            return object;
        }
    }

    /**
     * A value under a key.
     *
     * @param place where the key stands
     */
    record Entry(Place place, Node value) {}
}
