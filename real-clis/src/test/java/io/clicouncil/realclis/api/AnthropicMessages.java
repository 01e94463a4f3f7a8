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

/** Anthropic's Messages API. */
final class AnthropicMessages implements WireFormat {

    @Override
    public Optional<Call> call(String path, JsonNode body) {
        if (!path.endsWith("/v1/messages")) {
            return Optional.empty();
        }
        Set<String> tools = new HashSet<>();
        body.path("tools").forEach(tool -> tools.add(tool.path("name").asString("")));
        boolean answered = false;
        // An agent may add further messages to what came of a tool.
        for (JsonNode message : body.path("messages")) {
            answered &= !message.path("role").asString("").equals("assistant");
            for (JsonNode block : message.path("content")) {
                answered |= block.path("type").asString("").equals("tool_result");
            }
        }
        return Optional.of(
                new Call(body.path("model").asString(""), body.path("stream").asBoolean(false), answered, tools));
    }

    @Override
    public List<String> answer(Call call, Turn turn) {
        Tokens tokens = turn.tokens();
        String id = "msg_" + UUID.randomUUID().toString().replace("-", "");
        String reason = turn.call() == null ? "end_turn" : "tool_use";
        String input = """
                "input_tokens":%d,"cache_creation_input_tokens":%d,"cache_read_input_tokens":%d""".formatted(tokens.fresh(), tokens.cacheWrite(), tokens.cacheRead());
        String message = """
                {"id":"%s","type":"message","role":"assistant","model":%s,"content":[%s],"stop_reason":%s,\
                "stop_sequence":null,"usage":{%s,"output_tokens":%d}}""";
        List<Block> blocks = blocks(turn);
        if (!call.streamed()) {
            String content = String.join(",", blocks.stream().map(Block::whole).toList());
            return List.of(
                    message.formatted(id, quoted(call.model()), content, quoted(reason), input, tokens.output()));
        }
        List<String> events = new ArrayList<>();
        String begun = message.formatted(id, quoted(call.model()), "", "null", input, 1);
        events.add(event("message_start", "{\"type\":\"message_start\",\"message\":" + begun + "}"));
        for (int index = 0; index < blocks.size(); index++) {
            events.addAll(blocks.get(index).streamed(index));
        }
        events.add(event("message_delta", """
                {"type":"message_delta","delta":{"stop_reason":"%s","stop_sequence":null},"usage":{%s,"output_tokens":%d}}""".formatted(reason, input, tokens.output())));
        events.add(event("message_stop", "{\"type\":\"message_stop\"}"));
        return events;
    }

    @Override
    public String error(int status, @Nullable Duration retryAfter) {
        String type = switch (status) {
            case 401 -> "authentication_error";
            case 404 -> "not_found_error";
            case 429 -> "rate_limit_error";
            case 529 -> "overloaded_error";
            default -> "api_error";
        };
        String words = status == 401 ? "invalid x-api-key" : type.replace('_', ' ');
        return "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}".formatted(type, words);
    }

    @Override
    public Tokens billed(Tokens tokens) {
        return tokens;
    }

    private static List<Block> blocks(Turn turn) {
        Block text =
                new Block("{\"type\":\"text\",\"text\":%s}", "text_delta\",\"text\"", turn.text(), quoted(turn.text()));
        ToolCall call = turn.call();
        if (call == null) {
            return List.of(text);
        }
        String use = "{\"type\":\"tool_use\",\"id\":\"toolu_" + UUID.randomUUID() + "\",\"name\":" + quoted(call.name())
                + ",\"input\":%s}";
        return List.of(text, new Block(use, "input_json_delta\",\"partial_json\"", call.json(), call.json()));
    }

    /**
     * A part of a message.
     *
     * @param frame the block with a gap for its content
     * @param delta the type of its deltas, and the field in which they carry a piece of the content
     * @param streamed the content, in pieces of a stream
     * @param json the content, as it stands in a whole block
     */
    private record Block(String frame, String delta, String streamed, String json) {
        String whole() {
            return frame.formatted(json);
        }

        List<String> streamed(int index) {
            String at = "\"index\":" + index;
            String start = frame.formatted(json.startsWith("{") ? "{}" : "\"\"");
            int half = streamed.length() / 2;
            return List.of(
                    event(
                            "content_block_start",
                            "{\"type\":\"content_block_start\"," + at + ",\"content_block\":" + start + "}"),
                    delta(at, streamed.substring(0, half)),
                    delta(at, streamed.substring(half)),
                    event("content_block_stop", "{\"type\":\"content_block_stop\"," + at + "}"));
        }

        private String delta(String at, String piece) {
            return event("content_block_delta", """
                    {"type":"content_block_delta",%s,"delta":{"type":"%s:%s}}""".formatted(at, delta, quoted(piece)));
        }
    }
}
