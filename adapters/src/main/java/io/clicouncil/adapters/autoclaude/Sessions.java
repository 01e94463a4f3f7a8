package io.clicouncil.adapters.autoclaude;

import io.clicouncil.adapters.words.Amounts;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.PriceTable;
import io.clicouncil.cost.Usage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The transcripts of all Claude Code sessions of an attempt, those of sub-agents among them. A message is written once for
 * each of its blocks, and again where a session is continued; it counts once.
 */
final class Sessions {
    private static final String NO_MODEL = "<synthetic>";

    private final Map<String, Message> messages = new LinkedHashMap<>();
    private boolean whole = true;
    private String lastTime = "";
    private @Nullable String lastError;

    private record Message(String model, Usage usage) {
        /** The larger of both counts: until a message is complete, what it says of its output is a placeholder. */
        Message with(Message again) {
            Usage other = again.usage();
            return new Message(
                    again.model(),
                    new Usage(
                            larger(usage.inputTokens(), other.inputTokens()),
                            larger(usage.outputTokens(), other.outputTokens()),
                            larger(usage.cacheReadTokens(), other.cacheReadTokens()),
                            larger(usage.cacheWriteTokens(), other.cacheWriteTokens())));
        }

        private static @Nullable Long larger(@Nullable Long one, @Nullable Long other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return Math.max(one, other);
        }
    }

    private Sessions() {}

    /** Reads what is there so far. Blocks. */
    static Sessions in(Path configFolder) {
        Sessions sessions = new Sessions();
        Path projects = configFolder.resolve("projects");
        if (Files.isDirectory(projects)) {
            try (Stream<Path> files = Files.walk(projects)) {
                List<Path> transcripts = files.filter(file -> file.toString().endsWith(".jsonl"))
                        .filter(Files::isRegularFile)
                        .sorted()
                        .toList();
                for (Path transcript : transcripts) {
                    sessions.read(transcript);
                }
            } catch (IOException | UncheckedIOException e) {
                sessions.whole = false;
            }
        }
        return sessions;
    }

    /** All tokens. */
    Usage usage() {
        return messages.values().stream().map(Message::usage).reduce(Usage.UNKNOWN, Usage::plus);
    }

    /** The sum of the prices of all messages; unknown where one is, where none is there, or where one cannot be read. */
    Cost cost(PriceTable prices) {
        if (!whole || messages.isEmpty()) {
            return Cost.unknown();
        }
        return messages.values().stream()
                .map(message -> prices.costOfRequest(message.model(), message.usage()))
                .reduce(Cost.free(), Cost::plus);
    }

    /** The model that wrote most, or null. */
    @Nullable
    String model() {
        Map<String, Long> written = new LinkedHashMap<>();
        messages.values().forEach(message -> {
            Long output = message.usage().outputTokens();
            written.merge(message.model(), output == null ? 0 : output, Long::sum);
        });
        return written.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /** What the provider refused last, where nothing was answered after that; else null. */
    @Nullable
    String lastError() {
        return lastError;
    }

    private void read(Path transcript) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(transcript), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            for (int number = 1; line != null; number++) {
                if (line.contains("\"assistant\"")) {
                    String otherwise = transcript + ":" + number;
                    Json.first(line).ifPresent(found -> add(found.node(), otherwise));
                }
                line = reader.readLine();
            }
        }
    }

    private void add(ObjectNode entry, String otherwise) {
        if (!entry.path("type").asString("").equals("assistant")) {
            return;
        }
        JsonNode message = entry.path("message");
        String time = entry.path("timestamp").asString("");
        if (time.compareTo(lastTime) >= 0) {
            lastTime = time;
            lastError = entry.path("isApiErrorMessage").asBoolean(false) ? error(entry, message) : null;
        }
        String model = message.path("model").asString("");
        if (!model.equals(NO_MODEL) && message.path("usage").isObject()) {
            messages.merge(
                    message.path("id").asString(otherwise),
                    new Message(model, usage(message.path("usage"))),
                    Message::with);
        }
    }

    private static String error(ObjectNode entry, JsonNode message) {
        String kind = entry.path("error").asString("");
        String text = message.path("content").path(0).path("text").asString("");
        return kind.isEmpty() ? text : kind.replace('_', ' ') + ": " + text;
    }

    private static Usage usage(JsonNode usage) {
        return new Usage(
                Amounts.tokens(usage.path("input_tokens")),
                Amounts.tokens(usage.path("output_tokens")),
                Amounts.tokens(usage.path("cache_read_input_tokens")),
                Amounts.tokens(usage.path("cache_creation_input_tokens")));
    }
}
