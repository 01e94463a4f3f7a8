package io.clicouncil.policy;

import io.clicouncil.policy.SecretRules.Found;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the secrets that a change adds. One that it also takes away somewhere was there before, and has only moved. */
final class AddedSecrets {
    private final SecretRules rules;
    private final Set<String> before = new HashSet<>();
    private final Map<String, Found> after = new LinkedHashMap<>();

    AddedSecrets(SecretRules rules) {
        this.rules = rules;
    }

    void removed(String text) {
        rules.find(text).forEach(found -> before.add(found.secret()));
    }

    void added(String path, int firstLine, String text) {
        for (Found found : rules.find(text)) {
            int line = firstLine
                    + (int) text.substring(0, found.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            after.putIfAbsent("in line " + line + " of " + path, found);
        }
    }

    void held(String path, String content) {
        rules.findValues(content).forEach(found -> after.putIfAbsent("in " + path, found));
    }

    /** What and where, without the secrets themselves. */
    List<String> found() {
        return after.entrySet().stream()
                .filter(entry -> !before.contains(entry.getValue().secret()))
                .map(entry -> entry.getValue().what() + " " + entry.getKey())
                .toList();
    }
}
