package io.clicouncil.realclis.api;

import static io.clicouncil.realclis.api.Sse.event;
import static io.clicouncil.realclis.api.Sse.quoted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** OpenAI's Responses API. */
final class Responses implements WireFormat {

    @Override
    public Optional<Call> call(String path, JsonNode body) {
        if (!path.endsWith("/v1/responses")) {
            return Optional.empty();
        }
        Set<String> tools = new HashSet<>();
        body.path("tools").forEach(tool -> tools.add(tool.path("name").asString("")));
        JsonNode input = body.path("input");
        String last = input.path(input.size() - 1).path("type").asString("");
        return Optional.of(new Call(
                body.path("model").asString(""),
                body.path("stream").asBoolean(false),
                last.equals("function_call_output"),
                tools));
    }

    @Override
    public List<String> answer(Call call, Turn turn) {
        String id = "resp_" + UUID.randomUUID();
        List<String> items = items(turn);
        if (!call.streamed()) {
            return List.of(response(id, call, "completed", items, turn.tokens()));
        }
        List<String> events = new ArrayList<>();
        events.add(of("response.created", "\"response\":" + response(id, call, "in_progress", List.of(), Tokens.NONE)));
        for (int index = 0; index < items.size(); index++) {
            String item = "\"output_index\":%d,\"item\":%s".formatted(index, items.get(index));
            events.add(of("response.output_item.added", item));
            events.add(of("response.output_item.done", item));
        }
        events.add(of("response.completed", "\"response\":" + response(id, call, "completed", items, turn.tokens())));
        return events;
    }

    @Override
    public String error(int status, @Nullable Duration retryAfter) {
        return OpenAiErrors.body(status, retryAfter);
    }

    private static String of(String type, String fields) {
        return event(type, "{\"type\":\"%s\",%s}".formatted(type, fields));
    }

    private static List<String> items(Turn turn) {
        List<String> items = new ArrayList<>();
        items.add("""
                {"type":"message","id":"msg_%s","status":"completed","role":"assistant",\
                "content":[{"type":"output_text","text":%s,"annotations":[]}]}""".formatted(UUID.randomUUID(), quoted(turn.text())));
        ToolCall call = turn.call();
        if (call != null) {
            items.add("""
                    {"type":"function_call","id":"fc_%s","call_id":"call_%s","status":"completed","name":%s,\
                    "arguments":%s}""".formatted(UUID.randomUUID(), UUID.randomUUID(), quoted(call.name()), quoted(call.json())));
        }
        return items;
    }

    private static String response(String id, Call call, String status, List<String> items, Tokens tokens) {
        return """
                {"id":"%s","object":"response","status":"%s","model":%s,"output":[%s],"usage":{"input_tokens":%d,\
                "input_tokens_details":{"cached_tokens":%d},"output_tokens":%d,\
                "output_tokens_details":{"reasoning_tokens":%d},"total_tokens":%d}}""".formatted(
                        id,
                        status,
                        quoted(call.model()),
                        String.join(",", items),
                        tokens.input(),
                        tokens.cacheRead(),
                        tokens.output(),
                        tokens.reasoning(),
                        tokens.total());
    }
}
