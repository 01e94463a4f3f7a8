package io.clicouncil.config;

import io.clicouncil.config.Node.Entries;
import io.clicouncil.config.Node.Entry;
import io.clicouncil.text.Nearest;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * A mapping of the configuration under its full name.
 *
 * @param entries what was written
 * @param path its full name, empty for a whole file
 */
record Fields(Entries entries, String path) {

    /** No key at all. */
    static Fields none(Place place, String path) {
        return new Fields(new Entries(place, Map.of()), path);
    }

    Set<String> names() {
        return entries.entries().keySet();
    }

    Optional<Value> get(String name) {
        return Optional.ofNullable(entries.entries().get(name)).map(entry -> new Value(entry.value(), pathOf(name)));
    }

    /** Where a key that is there stands. */
    Place placeOf(String name) {
        Entry entry = entries.entries().get(name);
        return entry == null ? entries.place() : entry.place();
    }

    /** Refuses every other key. */
    Fields requireKnown(Collection<String> known) {
        for (String name : names()) {
            if (!known.contains(name)) {
                String inside = path.isEmpty() ? "" : "'" + path + "': ";
                throw placeOf(name).error(inside + Nearest.unknown("key", name, known));
            }
        }
        return this;
    }

    /** What is left without these keys. */
    ObjectNode without(Collection<String> known) {
        ObjectNode rest = entries.toJson();
        rest.remove(known);
        return rest;
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
