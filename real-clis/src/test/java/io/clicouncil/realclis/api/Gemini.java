package io.clicouncil.realclis.api;

import static io.clicouncil.realclis.api.Sse.quoted;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Google's Gemini API. */
final class Gemini implements WireFormat {
    private static final Pattern PATH = Pattern.compile(".*/models/([^/:]+):(streamGenerateContent|generateContent)");

    @Override
    public Optional<Call> call(String path, JsonNode body) {
        Matcher asked = PATH.matcher(path);
        if (!asked.matches()) {
            return Optional.empty();
        }
        Set<String> tools = new HashSet<>();
        for (JsonNode group : body.path("tools")) {
            group.path("functionDeclarations")
                    .forEach(tool -> tools.add(tool.path("name").asString("")));
        }
        JsonNode contents = body.path("contents");
        boolean answered = false;
        for (JsonNode part : contents.path(contents.size() - 1).path("parts")) {
            answered |= part.has("functionResponse");
        }
        return Optional.of(new Call(asked.group(1), asked.group(2).startsWith("stream"), answered, tools));
    }

    @Override
    public List<String> answer(Call call, Turn turn) {
        ToolCall tool = turn.call();
        String text = "{\"text\":" + quoted(turn.text()) + "}";
        String use = tool == null
                ? ""
                : "{\"functionCall\":{\"name\":%s,\"args\":%s}}".formatted(quoted(tool.name()), tool.json());
        if (!call.streamed()) {
            return List.of(chunk(call, tool == null ? text : text + "," + use, turn.tokens()));
        }
        return List.of(
                Sse.data(chunk(call, text, null)),
                Sse.data(chunk(call, tool == null ? "{\"text\":\"\"}" : use, turn.tokens())));
    }

    @Override
    public String error(int status, @Nullable Duration retryAfter) {
        String name = switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503, 529 -> "UNAVAILABLE";
            default -> "INTERNAL";
        };
        String words = switch (status) {
            case 401 -> "API key not valid. Please pass a valid API key.";
            case 429 ->
                "Resource has been exhausted (e.g. check quota)."
                        + (retryAfter == null ? "" : " Please retry in " + retryAfter.toSeconds() + "s.");
            case 503, 529 -> "The model is overloaded. Please try again later.";
            default -> "An internal error has occurred.";
        };
        return "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"%s\"}}".formatted(status, words, name);
    }

    /** Usage and the reason of the end come with the last chunk. */
    private static String chunk(Call call, String parts, @Nullable Tokens tokens) {
        String end = tokens == null
                ? ""
                : """
                  ,"usageMetadata":{"promptTokenCount":%d,"cachedContentTokenCount":%d,"candidatesTokenCount":%d,\
                  "thoughtsTokenCount":%d,"totalTokenCount":%d}""".formatted(
                                tokens.input(),
                                tokens.cacheRead(),
                                tokens.output() - tokens.reasoning(),
                                tokens.reasoning(),
                                tokens.total());
        return """
                {"candidates":[{"content":{"role":"model","parts":[%s]},"index":0%s}],"modelVersion":%s,\
                "responseId":"r1"%s}""".formatted(parts, tokens == null ? "" : ",\"finishReason\":\"STOP\"", quoted(call.model()), end);
    }
}
