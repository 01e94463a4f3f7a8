package io.clicouncil.adapters.acp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers an agent that asks whether it may use a tool. Nobody is there to be asked, so that it may, as long as nothing that
 * it names is outside the workspace. What a command line does cannot be seen here; that is for the sandbox.
 */
final class Permission {
    private static final List<String> YES = List.of("allow_once", "allow_always");
    private static final List<String> NO = List.of("reject_once", "reject_always");

    /** What agents call a path in what they hand to a tool. */
    private static final Set<String> PATH_NAMES = Set.of(
            "path", "filepath", "filename", "absolutepath", "notebookpath", "dirpath", "directory", "cwd", "workdir");

    private Permission() {}

    /** Whether it may. */
    static boolean granted(JsonNode params, Workplace place) {
        return paths(params.path("toolCall")).stream().allMatch(place::holds);
    }

    /** The answer: an option of the wanted kind, wherever it stands; where there is none, nothing is chosen. */
    static ObjectNode answer(JsonNode params, boolean granted) {
        ObjectNode outcome = Rpc.object();
        Optional<String> option = (granted ? YES : NO)
                .stream().flatMap(kind -> option(params, kind).stream()).findFirst();
        if (option.isPresent()) {
            outcome.put("outcome", "selected").put("optionId", option.get());
        } else {
            outcome.put("outcome", "cancelled");
        }
        return Rpc.object().set("outcome", outcome);
    }

    /** The answer where the turn is being cancelled. */
    static ObjectNode cancelled() {
        return Rpc.object().set("outcome", Rpc.object().put("outcome", "cancelled"));
    }

    private static Optional<String> option(JsonNode params, String kind) {
        for (JsonNode option : params.path("options")) {
            if (option.path("kind").asString("").equals(kind)
                    && option.path("optionId").isString()) {
                return Optional.of(option.path("optionId").asString());
            }
        }
        return Optional.empty();
    }

    private static List<String> paths(JsonNode call) {
        List<String> paths = new ArrayList<>();
        call.path("locations").forEach(location -> add(paths, location.path("path")));
        call.path("content").forEach(content -> add(paths, content.path("path")));
        call.path("rawInput").properties().forEach(entry -> {
            String name = entry.getKey().replace("_", "").toLowerCase(Locale.ROOT);
            if (PATH_NAMES.contains(name)) {
                add(paths, entry.getValue());
            }
        });
        return paths;
    }

    private static void add(List<String> paths, JsonNode path) {
        if (path.isString() && !path.asString().isEmpty()) {
            paths.add(path.asString());
        }
    }
}
