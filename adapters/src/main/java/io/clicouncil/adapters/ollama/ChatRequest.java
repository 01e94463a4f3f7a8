package io.clicouncil.adapters.ollama;

import io.clicouncil.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The question as Ollama wants it. */
final class ChatRequest {
    private ChatRequest() {}

    /** A question that is answered as it is, or not at all: neither it nor its answer is shortened in silence. */
    static JsonNode of(String model, Briefing briefing, ContextWindow window) {
        int tokens = briefing.tokens();
        int size = window.sizeFor(tokens);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", model);
        request.put(
                "messages",
                List.of(
                        Map.of("role", "system", "content", briefing.system()),
                        Map.of("role", "user", "content", briefing.user())));
        request.put("stream", true);
        request.put("truncate", false);
        request.put("shift", false);
        request.put("options", Map.of("num_ctx", size, "num_predict", window.answerIn(size, tokens)));
        return Json.tree(request);
    }
}
