package io.clicouncil.adapters;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapters.words.Amounts;
import io.clicouncil.adapters.words.JsonLines;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.Failure;
import io.clicouncil.process.Channel;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Understands the events that Claude Code prints with {@code --output-format stream-json}, and {@code json} as well. */
final class ClaudeTranscript implements Transcript {
    static final String BASE_URL = "ANTHROPIC_BASE_URL";
    private static final String VENDOR = "anthropic.com";
    private static final int LONGEST_ACTIVITY = 100;
    private static final List<String> TARGETS =
            List.of("file_path", "notebook_path", "path", "pattern", "command", "url", "query", "description");

    private final Path directory;
    private final Map<String, String> environment;
    private final Clock clock;
    private final Map<String, Usage> usageByMessage = new LinkedHashMap<>();
    private final Set<String> toolCalls = new HashSet<>();
    private @Nullable String model;
    private @Nullable String session;
    private boolean subscription;
    private long resetsAtSecond;
    private @Nullable ObjectNode result;

    ClaudeTranscript(Path directory, Map<String, String> environment, Clock clock) {
        this.directory = directory;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public List<AgentEvent> read(Channel channel, String line) {
        if (channel == Channel.STDERR) {
            return List.of();
        }
        return JsonLines.object(line).map(this::read).orElse(List.of());
    }

    @Override
    public Report report(Printed printed) {
        ObjectNode last = result == null ? resultIn(printed) : result;
        result = last;
        if (last == null) {
            Failure failure = ClaudeVerdict.withoutResult(printed);
            return new Report(failure, seen(), Cost.unknown(), billing(), model, session, null);
        }
        JsonNode models = last.path("modelUsage");
        List<Part> parts = models.isObject() && !models.isEmpty() ? byModel(models) : seen();
        ClaudeVerdict verdict = ClaudeVerdict.of(last, toolCalls, resetsAtSecond, clock);
        Integer code = printed.exitCode();
        Failure failure = verdict.failure() == null && code != null && code != 0
                ? ClaudeVerdict.withoutResult(printed)
                : verdict.failure();
        return new Report(
                failure,
                parts,
                cost(last, models, parts),
                billing(),
                answeredBy(models),
                last.path("session_id").asString(session),
                verdict.message());
    }

    /**
     * Some versions count all that was ever done in a session, others this run alone. What is left without the earlier
     * attempts is then less than the main conversation of this run has used.
     */
    @Override
    public boolean countsAgain(Usage all, Usage earlier) {
        if (result == null) {
            return false;
        }
        JsonNode main = result.path("usage");
        Usage ofRun = usage(main).plus(new Usage(null, Amounts.tokens(main.path("output_tokens")), null, null));
        return OwnShare.covers(all, earlier.plus(ofRun));
    }

    private List<AgentEvent> read(ObjectNode event) {
        return switch (event.path("type").asString("")) {
            case "system" -> system(event);
            case "assistant" -> assistant(event.path("message"));
            case "rate_limit_event" -> {
                JsonNode limit = event.path("rate_limit_info");
                resetsAtSecond = limit.path("status").asString("").equals("rejected")
                        ? limit.path("resetsAt").asLong(0)
                        : resetsAtSecond;
                yield List.of();
            }
            case "result" -> {
                result = event;
                yield List.of();
            }
            default -> List.of();
        };
    }

    private List<AgentEvent> system(ObjectNode event) {
        if (event.path("subtype").asString("").equals("init")) {
            model = event.path("model").asString(model);
            session = event.path("session_id").asString(session);
            subscription = event.path("apiKeySource").asString("").equals("none");
        }
        if (event.path("subtype").asString("").equals("api_retry")) {
            return List.of(activity(
                    "%s, its retry %d of %d in %.1f s",
                    event.path("error").asString("an error of the provider").replace('_', ' '),
                    event.path("attempt").asInt(0),
                    event.path("max_retries").asInt(0),
                    event.path("retry_delay_ms").asDouble(0) / 1000));
        }
        return List.of();
    }

    private List<AgentEvent> assistant(JsonNode message) {
        List<AgentEvent> events = new ArrayList<>();
        for (JsonNode block : message.path("content")) {
            if (block.path("type").asString("").equals("tool_use")) {
                toolCalls.add(block.path("id").asString(""));
                events.add(activity("%s %s", block.path("name").asString("a tool"), target(block.path("input"))));
            }
        }
        JsonNode usage = message.path("usage");
        if (usage.isObject()) {
            // A message comes once for each of its blocks, every time with the same usage.
            Usage before = usageByMessage.put(message.path("id").asString(""), usage(usage));
            if (before == null) {
                events.add(new AgentEvent.Spending(usageSeen(), Cost.unknown()));
            }
        }
        return events;
    }

    /** Its output tokens are left out: what an event says of them before the message is complete is a placeholder. */
    private static Usage usage(JsonNode usage) {
        return new Usage(
                Amounts.tokens(usage.path("input_tokens")),
                null,
                Amounts.tokens(usage.path("cache_read_input_tokens")),
                Amounts.tokens(usage.path("cache_creation_input_tokens")));
    }

    private Usage usageSeen() {
        return usageByMessage.values().stream().reduce(Usage.UNKNOWN, Usage::plus);
    }

    private List<Part> seen() {
        return List.of(new Part(null, usageSeen(), false));
    }

    /** By model, which counts every turn; the result's own {@code usage} misses some. */
    private static List<Part> byModel(JsonNode models) {
        return models.properties().stream()
                .map(entry -> {
                    JsonNode each = entry.getValue();
                    Usage usage = new Usage(
                            Amounts.tokens(each.path("inputTokens")),
                            Amounts.tokens(each.path("outputTokens")),
                            Amounts.tokens(each.path("cacheReadInputTokens")),
                            Amounts.tokens(each.path("cacheCreationInputTokens")));
                    return new Part(entry.getKey(), usage, false);
                })
                .toList();
    }

    private Billing billing() {
        return subscription ? Billing.SUBSCRIPTION : Billing.METERED;
    }

    private static boolean used(List<Part> parts) {
        return parts.stream().anyMatch(part -> part.usage().seen());
    }

    /** The price that it names, unless it is a guess: of a model that it does not know, or of another's endpoint. */
    private Cost cost(ObjectNode last, JsonNode models, List<Part> parts) {
        boolean guessed = StreamSupport.stream(models.spliterator(), false)
                .map(each -> each.path("costBasis"))
                .anyMatch(basis -> basis.isMissingNode()
                        ? !endpointOfVendor()
                        : !basis.asString("").equals("list"));
        return Amounts.dollars(last.path("total_cost_usd"))
                .filter(amount -> !guessed && (amount.signum() > 0 || !used(parts)))
                .map(Cost::reported)
                .orElseGet(Cost::unknown);
    }

    private boolean endpointOfVendor() {
        String url = environment.get(BASE_URL);
        if (url == null || url.isBlank()) {
            return true;
        }
        try {
            String host = URI.create(url).getHost();
            return host != null && (host.equals(VENDOR) || host.endsWith("." + VENDOR));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The model that wrote most of the answer: a fallback may have stepped in. */
    private @Nullable String answeredBy(JsonNode models) {
        return models.properties().stream()
                .max(Comparator.comparingLong(
                        entry -> entry.getValue().path("outputTokens").asLong(0)))
                .map(Map.Entry::getKey)
                .orElse(model);
    }

    private static @Nullable ObjectNode resultIn(Printed printed) {
        return printed.lines()
                .filter(line -> line.contains("\"result\""))
                .flatMap(line -> JsonLines.object(line).stream())
                .filter(event -> event.path("type").asString("").equals("result"))
                .reduce((first, second) -> second)
                .orElse(null);
    }

    private String target(JsonNode input) {
        String target = TARGETS.stream()
                .map(name -> input.path(name).asString(""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
        String here = directory + "/";
        return target.startsWith(here) ? target.substring(here.length()) : target;
    }

    private static AgentEvent activity(String format, Object... parts) {
        String text = String.format(Locale.ROOT, format, parts)
                .replaceAll("\\s+", " ")
                .strip();
        return new AgentEvent.Activity(
                text.length() > LONGEST_ACTIVITY ? text.substring(0, LONGEST_ACTIVITY) + "…" : text);
    }
}
