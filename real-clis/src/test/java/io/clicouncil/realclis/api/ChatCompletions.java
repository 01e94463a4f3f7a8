package io.clicouncil.realclis.api;

import static io.clicouncil.realclis.api.Sse.data;
import static io.clicouncil.realclis.api.Sse.quoted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** OpenAI's Chat Completions API, which many others speak as well. */
final class ChatCompletions implements WireFormat {
    /** How Qwen Code, whose tools take absolute paths only, says where it works. */
    private static final Pattern DIRECTORY = Pattern.compile("currently working in the directory: ([^\\\\\"]+)");

    @Override
    public Optional<Call> call(String path, JsonNode body) {
        if (!path.endsWith("/chat/completions")) {
            return Optional.empty();
        }
        Set<String> tools = new HashSet<>();
        body.path("tools").forEach(tool -> tools.add(tool.at("/function/name").asString("")));
        JsonNode messages = body.path("messages");
        String last = messages.path(messages.size() - 1).path("role").asString("");
        Matcher directory = DIRECTORY.matcher(messages.toString());
        return Optional.of(new Call(
                body.path("model").asString(""),
                body.path("stream").asBoolean(false),
                last.equals("tool"),
                tools,
                directory.find() ? directory.group(1) : null));
    }

    @Override
    public List<String> answer(Call call, Turn turn) {
        String id = "chatcmpl-" + UUID.randomUUID();
        ToolCall tool = turn.call();
        String reason = quoted(tool == null ? "stop" : "tool_calls");
        String said = "\"role\":\"assistant\",\"content\":" + quoted(turn.text());
        String use = tool == null ? "" : """
                  "tool_calls":[{"index":0,"id":"call_%s","type":"function","function":{"name":%s,"arguments":%s}}]""".formatted(UUID.randomUUID(), quoted(tool.name()), quoted(tool.json()));
        String usage = ",\"usage\":" + usage(turn.tokens());
        if (!call.streamed()) {
            String message = "\"message\":{" + said + (tool == null ? "" : "," + use) + "}";
            return List.of(body(id, "", call, "{\"index\":0," + message + ",\"finish_reason\":" + reason + "}", usage));
        }
        List<String> events = new ArrayList<>();
        events.add(data(body(id, ".chunk", call, delta(said, "null"), "")));
        if (tool != null) {
            events.add(data(body(id, ".chunk", call, delta(use, "null"), "")));
        }
        events.add(data(body(id, ".chunk", call, delta("", reason), "")));
        events.add(data(body(id, ".chunk", call, "", usage)));
        events.add(data("[DONE]"));
        return events;
    }

    @Override
    public String error(int status, @Nullable Duration retryAfter) {
        return OpenAiErrors.body(status, retryAfter);
    }

    private static String delta(String fields, String reason) {
        return "{\"index\":0,\"delta\":{" + fields + "},\"finish_reason\":" + reason + "}";
    }

    private static String body(String id, String kind, Call call, String choice, String usage) {
        return "{\"id\":\"%s\",\"object\":\"chat.completion%s\",\"created\":1,\"model\":%s,\"choices\":[%s]%s}"
                .formatted(id, kind, quoted(call.model()), choice, usage);
    }

    private static String usage(Tokens tokens) {
        return """
                {"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d,\
                "prompt_tokens_details":{"cached_tokens":%d},"completion_tokens_details":{"reasoning_tokens":%d}}""".formatted(tokens.input(), tokens.output(), tokens.total(), tokens.cacheRead(), tokens.reasoning());
    }
}
