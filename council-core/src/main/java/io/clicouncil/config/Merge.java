package io.clicouncil.config;

import io.clicouncil.config.Node.Entries;
import io.clicouncil.config.Node.Entry;
import io.clicouncil.config.Node.Kind;
import io.clicouncil.config.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Lays a higher level of configuration over a lower one. Agents are merged by name, and each by its keys; limits and the
 * settings of {@code apply} are values of their own. Any other list or value of the higher level replaces the lower
 * one's. What the higher level names comes first.
 */
final class Merge {
    private static final String AGENT = "/agents/*";
    private static final Set<String> BY_KEY = Set.of(
            "", "/agents", AGENT, AGENT + "/limits", AGENT + "/env", "/adapters", "/limits", "/apply", "/prices");

    private Merge() {}

    /** Both levels as one. */
    static Entries over(Entries higher, Entries lower) {
        return merge(higher, lower, "");
    }

    private static Entries merge(Entries higher, Entries lower, String path) {
        Map<String, Entry> merged = new LinkedHashMap<>();
        higher.entries().forEach((name, entry) -> {
            Entry below = lower.entries().get(name);
            merged.put(name, below == null ? entry : merge(name, entry, below, path));
        });
        lower.entries().forEach(merged::putIfAbsent);
        return new Entries(higher.place(), merged);
    }

    private static Entry merge(String name, Entry higher, Entry lower, String parent) {
        String path = parent.equals("/agents") ? AGENT : parent + "/" + name;
        if (!BY_KEY.contains(path)) {
            return higher;
        }
        Node above = path.equals(AGENT) ? agent(higher.value()) : higher.value();
        Node below = path.equals(AGENT) ? agent(lower.value()) : lower.value();
        boolean merges = above instanceof Entries a
                && below instanceof Entries b
                && !(path.equals(AGENT) && changesAdapter(name, a, b));
        return merges ? new Entry(higher.place(), merge((Entries) above, (Entries) below, path)) : higher;
    }

    /** An agent may be a name and nothing else. */
    private static Node agent(Node written) {
        return written instanceof Scalar scalar && scalar.kind() == Kind.NULL
                ? new Entries(scalar.place(), Map.of())
                : written;
    }

    /** The options of one adapter mean nothing to another, so such an agent is another one. */
    private static boolean changesAdapter(String name, Entries higher, Entries lower) {
        return higher.entries().containsKey("adapter") && !adapter(name, higher).equals(adapter(name, lower));
    }

    private static String adapter(String name, Entries agent) {
        Entry adapter = agent.entries().get("adapter");
        return adapter != null && adapter.value() instanceof Scalar scalar ? scalar.text() : name;
    }
}
