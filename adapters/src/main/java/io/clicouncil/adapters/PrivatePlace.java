package io.clicouncil.adapters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A place of an attempt's own for what its CLI writes about itself: files with settings that are made before the start,
 * and the variables that point there. Meant for those that are signed in by a key; who is signed in otherwise has the
 * signs of it where the CLI usually keeps its state, and keeps that.
 *
 * @param with the variables of which one must be set for it; none for always
 * @param environment the variables that point there
 * @param files the files by their names relative to the attempt's folder: a text, or what is written as JSON
 */
record PrivatePlace(List<String> with, Map<String, String> environment, Map<String, JsonNode> files) {
    private static final String[] KNOWN = {"with", "environment", "files"};

    /** No such place. */
    static final PrivatePlace NONE = new PrivatePlace(List.of(), Map.of(), Map.of());

    /** Reads one from a manifest. */
    static PrivatePlace of(Fields manifest) {
        return manifest.within("private", KNOWN)
                .map(fields -> {
                    Map<String, JsonNode> files = fields.nodes("files");
                    for (String name : files.keySet()) {
                        Path path = Path.of(name).normalize();
                        if (path.isAbsolute() || path.startsWith("..")) {
                            throw fields.wrong("files", "names inside of the attempt's folder");
                        }
                    }
                    return new PrivatePlace(fields.texts("with"), fields.map("environment"), files);
                })
                .orElse(NONE);
    }

    /** The variables for a process with this environment; none where the user says himself where its place is. */
    Map<String, String> variables(Map<String, String> given) {
        boolean wanted = with.isEmpty() || with.stream().anyMatch(name -> set(given, name));
        boolean free = environment.keySet().stream().noneMatch(given::containsKey);
        return wanted && free ? environment : Map.of();
    }

    /** Writes its files, where a process with this environment uses it. */
    void make(Path folder, Map<String, String> given) throws IOException {
        if (variables(given).isEmpty()) {
            return;
        }
        for (Map.Entry<String, JsonNode> entry : files.entrySet()) {
            Path file = folder.resolve(entry.getKey());
            JsonNode content = entry.getValue();
            Path parent = file.getParent();
            Files.createDirectories(parent == null ? folder : parent);
            Files.writeString(
                    file, content.isString() ? content.asString() : content.toString(), StandardCharsets.UTF_8);
        }
    }

    /** Whether a variable has a value. */
    static boolean set(Map<String, String> given, String name) {
        return !given.getOrDefault(name, "").isBlank();
    }
}
