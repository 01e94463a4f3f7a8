package io.clicouncil.adapters.ollama;

import io.clicouncil.cost.Usage;
import io.clicouncil.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An answer, gathered from the lines in which it comes. Who ends an attempt may look at it while a line is read. */
final class Answer {
    private static final int MOST_CHARACTERS = 16 << 20;

    private final StringBuilder text = new StringBuilder();
    private int told;
    private boolean begun;
    private boolean thought;
    private boolean done;
    private boolean remote;
    private @Nullable String error;
    private @Nullable String reason;
    private @Nullable String model;
    private @Nullable Duration worked;
    private Usage usage = Usage.UNKNOWN;

    /**
     * Takes a line.
     *
     * @return the lines of text that it completes
     * @throws IllegalArgumentException where it is no line of an answer
     */
    synchronized List<String> read(String line) {
        if (line.isBlank()) {
            return List.of();
        }
        JsonNode part = Json.parse(line);
        if (!part.isObject()) {
            throw new IllegalArgumentException("this is no part of an answer");
        }
        if (part.has("error")) {
            error = part.path("error").asString(part.path("error").toString());
            return List.of();
        }
        model = part.path("model").asString(model);
        remote |= ModelInfo.isRemote(part);
        JsonNode message = part.path("message");
        String content = message.path("content").asString("");
        thought |= !message.path("thinking").asString("").isEmpty();
        begun |= thought || !content.isEmpty();
        text.append(content);
        if (part.path("done").asBoolean(false)) {
            finish(part);
        }
        return complete();
    }

    private void finish(JsonNode part) {
        done = true;
        reason = part.path("done_reason").asString("stop");
        usage = new Usage(count(part.path("prompt_eval_count")), count(part.path("eval_count")), null, null);
        Long nanos = count(part.path("total_duration"));
        worked = nanos == null ? null : Duration.ofNanos(nanos);
    }

    /** Zero is left out on the wire, and so is what was not counted: what is missing is not known. */
    private static @Nullable Long count(JsonNode value) {
        boolean count = value.isIntegralNumber() && value.canConvertToLong() && value.longValue() > 0;
        return count ? Long.valueOf(value.longValue()) : null;
    }

    private List<String> complete() {
        List<String> lines = new ArrayList<>();
        for (int end = text.indexOf("\n", told); end >= 0; end = text.indexOf("\n", told)) {
            lines.add(text.substring(told, end));
            told = end + 1;
        }
        if (done && told < text.length()) {
            lines.add(text.substring(told));
            told = text.length();
        }
        return lines;
    }

    synchronized String text() {
        return text.toString();
    }

    /** Whether it is longer than anything that could be applied. */
    synchronized boolean tooLong() {
        return text.length() > MOST_CHARACTERS;
    }

    /** Whether a token came: before that the model may be loading, or wait its turn. */
    synchronized boolean begun() {
        return begun;
    }

    /** Whether it thinks, of which nothing is shown. */
    synchronized boolean thought() {
        return thought;
    }

    synchronized boolean done() {
        return done;
    }

    /** Whether another machine than the server answered. */
    synchronized boolean remote() {
        return remote;
    }

    /** Whether there was no room for the rest. */
    synchronized boolean cutOff() {
        return "length".equals(reason);
    }

    /** Whether the model ended by itself. */
    synchronized boolean ended() {
        return "stop".equals(reason);
    }

    synchronized @Nullable String error() {
        return error;
    }

    synchronized @Nullable String model() {
        return model;
    }

    synchronized @Nullable Duration worked() {
        return worked;
    }

    synchronized Usage usage() {
        return usage;
    }
}
