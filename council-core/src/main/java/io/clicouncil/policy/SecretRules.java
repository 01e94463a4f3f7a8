package io.clicouncil.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What counts as a secret: text that looks like a well-known kind of key, and the values of the keys that agents get. They
 * stay in memory, and nothing prints them.
 *
 * @since 0.1
 */
public final class SecretRules {
    /** Nothing is a secret. */
    public static final SecretRules NONE = new SecretRules(List.of(), Map.of());

    /** A shorter value would be found where nobody has put it. */
    static final int SHORTEST_VALUE = 8;

    private final List<SecretPattern> patterns;
    /** The names of variables by their values. */
    private final Map<String, String> values;

    private SecretRules(List<SecretPattern> patterns, Map<String, String> values) {
        this.patterns = List.copyOf(patterns);
        this.values = values;
    }

    /**
     * The kinds that the council knows, and values of environments.
     *
     * @param environments variables by name, of each agent; those count whose names say that they are keys, whose values
     *     have at least eight characters, and which are no paths
     */
    public static SecretRules of(Collection<Map<String, String>> environments) {
        Map<String, String> values = new TreeMap<>();
        environments.forEach(environment -> environment.forEach((name, value) -> {
            String secret = value.strip();
            if (KeyNames.is(name) && secret.length() >= SHORTEST_VALUE && !secret.startsWith("/")) {
                values.put(secret, name);
            }
        }));
        return new SecretRules(SecretPattern.known(), values);
    }

    /**
     * A secret that was found.
     *
     * @param what what it is, for a person
     * @param secret itself
     * @param start where it begins
     */
    record Found(String what, String secret, int start) {
        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return what;
        }
    }

    /** The secrets in a text; values come before what looks like a key. */
    List<Found> find(String text) {
        List<Found> found = new ArrayList<>(findValues(text));
        patterns.forEach(pattern -> found.addAll(pattern.find(text)));
        return found;
    }

    /** The values in a text. */
    List<Found> findValues(String text) {
        List<Found> found = new ArrayList<>();
        values.forEach((secret, name) -> {
            for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length())) {
                found.add(new Found("the value of " + name, secret, at));
            }
        });
        return found;
    }

    /** Keeps values out of logs. */
    @Override
    public String toString() {
        return "SecretRules";
    }
}
