package io.clicouncil.policy;

import io.clicouncil.policy.SecretRules.Found;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the secrets that a change adds. One that it also takes away somewhere was there before, and has only moved. */
final class AddedSecrets {
    private final SecretRules rules;
    private final Set<String> before = new HashSet<>();
    private final List<Place> after = new ArrayList<>();

    AddedSecrets(SecretRules rules) {
        this.rules = rules;
    }

    private record Place(String where, Found found) {}

    void removed(String text) {
        rules.find(text).forEach(found -> before.add(found.secret()));
    }

    void added(String path, int firstLine, String text) {
        int line = firstLine;
        int at = 0;
        List<Found> inOrder = rules.find(text).stream()
                .sorted(Comparator.comparing(Found::start))
                .toList();
        for (Found found : inOrder) {
            for (; at < found.start(); at++) {
                line += text.charAt(at) == '\n' ? 1 : 0;
            }
            after.add(new Place("in line " + line + " of " + path, found));
        }
    }

    void held(String path, String content) {
        rules.findValues(content).forEach(found -> after.add(new Place("in " + path, found)));
    }

    /** What and where, one for each line, without the secrets themselves. */
    List<String> found() {
        Map<String, String> found = new LinkedHashMap<>();
        for (Place place : after) {
            if (!before.contains(place.found().secret())) {
                found.putIfAbsent(place.where(), place.found().what() + " " + place.where());
            }
        }
        return List.copyOf(found.values());
    }
}
