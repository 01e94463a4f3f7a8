package io.clicouncil.adapters.acp;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.Session;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.adapters.words.OneLine;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One session of one agent with one turn: initialize, open a session or load one, set its mode, prompt. It goes on from answer to
 * answer, so that it understands a recorded one as well as one that takes place.
 */
final class Dialogue {
    private static final int PROTOCOL = 1;
    private static final int INITIALIZE = 0;
    private static final int SESSION = 1;
    private static final int PROMPT = 2;
    private static final int MODE = 3;
    private static final int LOAD = 4;

    /** These were seen to count each turn by itself in a session that was loaded; of others nobody knows what was added. */
    private static final Set<String> COUNT_THE_TURN = Set.of("gemini-cli", "qwen-code");

    /** These end a turn well when the provider refused it, and say so in words only. */
    private static final Set<String> SAY_ERRORS = Set.of("copilot");

    private final TaskAssignment assignment;
    private final @Nullable String mode;
    private final Meter meter;
    private final Requests requests;
    private final Wire wire;
    private final Progress progress = new Progress();
    private final Set<Integer> awaited = new HashSet<>();
    private String agent = "";
    private @Nullable String session;
    private @Nullable String model;
    private boolean over;
    private @Nullable Failure failure;
    private @Nullable Failure reasonToCancel;

    Dialogue(TaskAssignment assignment, @Nullable String mode, Meter meter, Requests requests, Wire wire) {
        this.assignment = assignment;
        this.mode = mode;
        this.meter = meter;
        this.requests = requests;
        this.wire = wire;
    }

    /** Begins it. */
    synchronized void begin() {
        ObjectNode params = Rpc.object().put("protocolVersion", PROTOCOL);
        ObjectNode can = params.putObject("clientCapabilities").put("terminal", false);
        can.putObject("fs").put("readTextFile", false).put("writeTextFile", false);
        params.putObject("clientInfo").put("name", "cli-council").put("version", "0.1");
        request(INITIALIZE, "initialize", params);
    }

    /** Hears a message, and says what follows from it. May block. */
    List<AgentEvent> hear(ObjectNode message) {
        if (message.path("method").isString()) {
            return message.has("id")
                    ? requests.answer(message, cancelling(), wire)
                    : notification(message.path("method").asString(), message.path("params"));
        }
        return response(message);
    }

    /**
     * Asks the agent to cancel its turn.
     *
     * @return false where there is no turn to cancel
     */
    synchronized boolean cancel(Failure why) {
        if (over || session == null || !awaited.contains(PROMPT)) {
            return false;
        }
        if (reasonToCancel == null) {
            reasonToCancel = why;
            wire.say(Rpc.notification("session/cancel", Rpc.object().put("sessionId", session)));
            wire.cancelling();
        }
        return true;
    }

    /** Whether its turn came to an end, good or bad. */
    synchronized boolean over() {
        return over;
    }

    /** Why it did not end well, or null where it did or is not over. */
    synchronized @Nullable Failure failure() {
        return failure;
    }

    /** Why it was asked to cancel its turn, or null where it was not. */
    synchronized @Nullable Failure reasonToCancel() {
        return reasonToCancel;
    }

    synchronized @Nullable String session() {
        return session;
    }

    /** The model that answered, as far as anybody says. */
    synchronized @Nullable String model() {
        String named = meter.model();
        if (named != null) {
            return named;
        }
        return assignment.model() == null ? model : assignment.model();
    }

    synchronized @Nullable String message() {
        return progress.message();
    }

    synchronized Usage usage() {
        return meter.usage();
    }

    synchronized Cost cost() {
        return meter.cost(model());
    }

    private synchronized boolean cancelling() {
        return reasonToCancel != null;
    }

    private synchronized List<AgentEvent> notification(String method, JsonNode params) {
        // A session that is loaded is told again, which is nothing new.
        if (!method.equals("session/update") || awaited.contains(LOAD)) {
            return List.of();
        }
        JsonNode update = params.path("update");
        List<AgentEvent> events = new ArrayList<>(progress.read(update));
        if (meter.read(update)) {
            events.add(spending());
            watchSpending();
        }
        return events;
    }

    private void watchSpending() {
        BigDecimal named = meter.named();
        BigDecimal most = assignment.maxCost();
        if (named != null && most != null && named.compareTo(most) > 0) {
            cancel(Failure.of(
                    FailureKind.BUDGET,
                    "it has cost " + named.toPlainString() + " USD, more than the " + most.toPlainString()
                            + " that it may"));
        }
    }

    private synchronized List<AgentEvent> response(ObjectNode message) {
        JsonNode id = message.path("id");
        if (over || !id.canConvertToInt() || !awaited.remove(id.intValue())) {
            return List.of();
        }
        JsonNode result = message.path("result");
        boolean refused = message.path("error").isObject();
        if (id.intValue() == LOAD && reasonToCancel == null) {
            if (refused) {
                openSession();
            } else {
                opened(Objects.requireNonNull(assignment.session()).name(), result);
            }
        } else if (refused) {
            end(reasonToCancel == null ? Faults.of(message.path("error")) : reasonToCancel);
        } else if (id.intValue() == INITIALIZE) {
            initialized(result);
        } else if (id.intValue() == SESSION) {
            opened(result.path("sessionId").asString(""), result);
        } else if (id.intValue() == MODE) {
            prompt();
        } else {
            meter.readResult(result);
            end(verdict(result.path("stopReason").asString("")));
            return List.of(spending());
        }
        return List.of();
    }

    private void initialized(JsonNode result) {
        int version = result.path("protocolVersion").asInt(PROTOCOL);
        if (version != PROTOCOL) {
            end(Failure.of(
                    FailureKind.BAD_OUTPUT,
                    "it speaks version " + version + " of the Agent Client Protocol, not version " + PROTOCOL));
            return;
        }
        agent = result.at("/agentInfo/name").asString("").toLowerCase(Locale.ROOT);
        meter.agent(agent);
        Session earlier = assignment.session();
        boolean loads = result.at("/agentCapabilities/loadSession").asBoolean(false) && COUNT_THE_TURN.contains(agent);
        if (earlier != null && loads) {
            request(LOAD, "session/load", place().put("sessionId", earlier.name()));
        } else {
            openSession();
        }
    }

    private void openSession() {
        request(SESSION, "session/new", place());
    }

    private ObjectNode place() {
        ObjectNode params = Rpc.object().put("cwd", assignment.directory().toString());
        params.putArray("mcpServers");
        return params;
    }

    private void opened(String name, JsonNode result) {
        if (name.isEmpty()) {
            end(Failure.of(FailureKind.BAD_OUTPUT, "it opened a session without a name"));
            return;
        }
        session = name;
        model = chosenModel(result);
        if (mode == null) {
            prompt();
        } else {
            request(
                    MODE,
                    "session/set_mode",
                    Rpc.object().put("sessionId", name).put("modeId", mode));
        }
    }

    private static @Nullable String chosenModel(JsonNode result) {
        String current = result.at("/models/currentModelId").asString("");
        for (JsonNode option : result.path("configOptions")) {
            if (current.isEmpty() && option.path("category").asString("").equals("model")) {
                current = option.path("currentValue").asString("");
            }
        }
        return current.isEmpty() ? null : current;
    }

    private void prompt() {
        ObjectNode params = Rpc.object().put("sessionId", session);
        params.putArray("prompt").addObject().put("type", "text").put("text", assignment.prompt());
        request(PROMPT, "session/prompt", params);
    }

    private @Nullable Failure verdict(String reason) {
        return switch (reason) {
            case "end_turn" -> unsaidFailure();
            case "cancelled" ->
                reasonToCancel == null
                        ? Failure.of(FailureKind.CANCELLED, "it cancelled its turn itself")
                        : reasonToCancel;
            case "refusal" -> Failure.of(FailureKind.REFUSED, "it refused the task");
            case "max_tokens" ->
                Failure.of(FailureKind.BAD_OUTPUT, "its answer was cut off: it reached its most tokens");
            case "max_turn_requests" ->
                Failure.of(FailureKind.CRASHED, "it reached the most requests that it may make in a turn");
            default ->
                Failure.of(
                        FailureKind.BAD_OUTPUT, "it ended its turn for no known reason (" + OneLine.of(reason) + ")");
        };
    }

    /** An end that is called good, though nothing was done and no model answered. */
    private @Nullable Failure unsaidFailure() {
        String said = progress.message();
        boolean nothingDone = !progress.usedTools() && !meter.usage().seen();
        boolean counts = meter.counted() || SAY_ERRORS.contains(agent);
        return said != null && nothingDone && counts ? Faults.in(said).orElse(null) : null;
    }

    private AgentEvent spending() {
        return new AgentEvent.Spending(meter.usage(), cost());
    }

    private void request(int id, String method, ObjectNode params) {
        awaited.add(id);
        wire.say(Rpc.request(id, method, params));
    }

    private void end(@Nullable Failure why) {
        over = true;
        failure = why;
        wire.hangUp();
    }
}
