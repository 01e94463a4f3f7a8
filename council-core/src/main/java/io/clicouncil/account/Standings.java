package io.clicouncil.account;

import io.clicouncil.json.Json;
import io.clicouncil.state.SharedFile;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How all accounts and agents stand: in memory, and in a file that other processes read and write as well. One that is
 * broken, or of another's making, counts as empty. Where it cannot be written, the memory alone counts.
 */
final class Standings {
    private static final String SCHEMA = "council.limits/1";

    private final @Nullable SharedFile file;
    private Map<String, Entry> memory = Map.of();

    /** Whether the memory knows what the file could not be told. */
    private boolean alone;

    /** Standings in this file, or in memory alone. */
    Standings(@Nullable SharedFile file) {
        this.file = file;
    }

    /** Whether others may share them, so that reading them blocks. */
    boolean shared() {
        return file != null;
    }

    /** The entries as they are now. */
    synchronized Map<String, Entry> read(Instant now) {
        String text = file == null || alone ? null : file.read();
        if (text != null) {
            memory = parsed(text);
        }
        return current(memory, now);
    }

    /**
     * Changes the entries; nobody else does so meanwhile. Those that say nothing any more go by the way.
     *
     * @param step changes the entries that it is given
     * @return what the step made of them
     */
    synchronized <T> T change(Instant now, Function<Map<String, Entry>, T> step) {
        if (file != null) {
            try {
                Changed<T> changed = file.change(text -> changed(text, now, step));
                memory = Map.copyOf(changed.entries());
                alone = false;
                return changed.made();
            } catch (IOException noFile) {
                alone = true;
            }
        }
        Map<String, Entry> entries = current(memory, now);
        T made = step.apply(entries);
        memory = Map.copyOf(entries);
        return made;
    }

    private record Changed<T>(T made, Map<String, Entry> entries) {}

    private <T> SharedFile.Step<Changed<T>> changed(
            @Nullable String text, Instant now, Function<Map<String, Entry>, T> step) {
        Map<String, Entry> before = text == null ? memory : parsed(text);
        Map<String, Entry> after = current(before, now);
        T made = step.apply(after);
        boolean same = text != null && after.equals(before);
        return new SharedFile.Step<>(new Changed<>(made, after), same ? null : written(after));
    }

    private static Map<String, Entry> current(Map<String, Entry> entries, Instant now) {
        Map<String, Entry> current = new LinkedHashMap<>(entries);
        current.values().removeIf(entry -> !entry.counts(now));
        return current;
    }

    private static Map<String, Entry> parsed(String text) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try {
            JsonNode document = Json.parse(text);
            if (document.path("schema").asString("").equals(SCHEMA)) {
                for (JsonNode each : document.path("entries")) {
                    Entry entry = entry(each);
                    if (entry != null) {
                        entries.put(entry.key(), entry);
                    }
                }
            }
        } catch (IllegalArgumentException broken) {
            entries.clear();
        }
        return entries;
    }

    private static @Nullable Entry entry(JsonNode tree) {
        try {
            return Json.value(tree, Entry.class);
        } catch (IllegalArgumentException foreign) {
            return null;
        }
    }

    private static String written(Map<String, Entry> entries) {
        ObjectNode document = Json.object(SCHEMA);
        ArrayNode list = document.putArray("entries");
        entries.values().forEach(entry -> list.add(Json.tree(entry)));
        return Json.pretty(document) + "\n";
    }
}
