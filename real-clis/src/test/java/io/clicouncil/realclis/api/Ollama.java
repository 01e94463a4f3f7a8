package io.clicouncil.realclis.api;

import static io.clicouncil.realclis.api.Sse.quoted;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Ollama's own chat API: lines of JSON, the last of which counts. */
final class Ollama implements WireFormat {

    @Override
    public Optional<Call> call(String path, JsonNode body) {
        if (!path.endsWith("/api/chat")) {
            return Optional.empty();
        }
        Set<String> tools = new HashSet<>();
        body.path("tools").forEach(tool -> tools.add(tool.at("/function/name").asString("")));
        JsonNode messages = body.path("messages");
        String last = messages.path(messages.size() - 1).path("role").asString("");
        return Optional.of(new Call(
                body.path("model").asString(""), body.path("stream").asBoolean(true), last.equals("tool"), tools));
    }

    @Override
    public Optional<String> told(String path) {
        return switch (path) {
            case "/api/version" -> Optional.of("{\"version\":\"0.24.0\"}");
            case "/api/tags" -> Optional.of("{\"models\":[{\"name\":\"tiny:1b\",\"model\":\"tiny:1b\",\"size\":1}]}");
            case "/api/show" ->
                Optional.of(
                        "{\"capabilities\":[\"completion\",\"tools\"],\"model_info\":{\"tiny.context_length\":32768}}");
            default -> Optional.empty();
        };
    }

    @Override
    public List<String> answer(Call call, Turn turn) {
        ToolCall tool = turn.call();
        String use = tool == null
                ? ""
                : ",\"tool_calls\":[{\"function\":{\"name\":%s,\"arguments\":%s}}]"
                        .formatted(quoted(tool.name()), tool.json());
        String counts = """
                "done_reason":"stop","total_duration":2000000000,"load_duration":500000000,"prompt_eval_count":%d,\
                "prompt_eval_duration":400000000,"eval_count":%d,"eval_duration":1000000000""".formatted(turn.tokens().input(), turn.tokens().output());
        if (!call.streamed()) {
            return List.of(line(call, quoted(turn.text()) + use, "true," + counts));
        }
        return List.of(
                line(call, quoted(turn.text()) + use, "false") + "\n", line(call, "\"\"", "true," + counts) + "\n");
    }

    @Override
    public String contentType(Call call) {
        return call.streamed() ? "application/x-ndjson" : "application/json; charset=utf-8";
    }

    @Override
    public String error(int status, @Nullable Duration retryAfter) {
        return switch (status) {
            case 404 -> "{\"error\":\"model 'missing' not found\"}";
            case 503 -> "{\"error\":\"server busy, please try again. maximum pending requests exceeded\"}";
            default -> "{\"error\":\"an error of the server\"}";
        };
    }

    /** It caches and reasons without telling. */
    @Override
    public Tokens billed(Tokens tokens) {
        return new Tokens(tokens.input(), 0, 0, tokens.output(), 0);
    }

    private static String line(Call call, String content, String done) {
        return """
                {"model":%s,"created_at":"2026-11-21T00:00:00Z","message":{"role":"assistant","content":%s},"done":%s}""".formatted(quoted(call.model()), content, done);
    }
}
