package io.clicouncil.adapters;

import io.clicouncil.state.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A place of an attempt's own for what its CLI writes about itself: files with settings that are made before the start,
 * and the variables that point there. Meant for those that are signed in by a key; who is signed in otherwise has the
 * signs of it where the CLI usually keeps its state, and keeps that.
 *
 * @param with the variables of which one must be set for it; none for always
 * @param environment the variables that point there, <code>{files}</code> standing for the attempt's folder
 * @param files the files by their names relative to the attempt's folder: a text, or what is written as JSON
 */
record PrivatePlace(List<String> with, Map<String, String> environment, Map<String, JsonNode> files) {
    private static final String FOLDER = "{files}";
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

    /**
     * The variables that lead a process with this environment to its place in a folder; none where the user says himself
     * where it is.
     */
    Map<String, String> variables(Path folder, Map<String, String> given) {
        Map<String, String> variables = new HashMap<>();
        if (usedBy(given)) {
            environment.forEach((name, text) -> variables.put(name, text.replace(FOLDER, folder.toString())));
        }
        return variables;
    }

    private boolean usedBy(Map<String, String> given) {
        boolean wanted = with.isEmpty() || with.stream().anyMatch(name -> set(given, name));
        return wanted && environment.keySet().stream().noneMatch(given::containsKey);
    }

    /** Whether it was made in a folder, or a process with this environment does not use it. */
    boolean isIn(Path folder, Map<String, String> given) {
        return !usedBy(given) || files.keySet().stream().map(folder::resolve).allMatch(Files::exists);
    }

    /** Writes its files, where a process with this environment uses it. */
    void make(Path folder, Map<String, String> given) throws IOException {
        if (!usedBy(given)) {
            return;
        }
        for (Map.Entry<String, JsonNode> entry : files.entrySet()) {
            Path file = folder.resolve(entry.getKey());
            JsonNode content = entry.getValue();
            Path parent = file.getParent();
            PrivateFiles.makeFolder(parent == null ? folder : parent);
            PrivateFiles.write(file, content.isString() ? content.asString() : content.toString());
        }
    }

    /** Whether a variable has a value. */
    static boolean set(Map<String, String> given, String name) {
        return !given.getOrDefault(name, "").isBlank();
    }
}
