package io.clicouncil.adapters.acp;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.Session;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.adapters.AcpAdapterFactory;
import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.cost.PriceTable;
import io.clicouncil.failure.Failure;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.StopSignal;
import io.clicouncil.testkit.LiveProcesses;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One attempt of an agent that plays a script. */
final class Play {
    static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    /** A grace that nobody waits for: with it, a test proves that an agent was not ended by its end. */
    static final Duration TOO_LONG = Duration.ofMinutes(10);

    /** The turn ends well. */
    static final String DONE = "<< {'id':2,'result':{'stopReason':'end_turn'}}";

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<String> OPENING = List.of(
            ">> {'method':'initialize'}",
            "<< {'jsonrpc':'2.0','id':0,'result':{'protocolVersion':1}}",
            ">> {'method':'session/new'}",
            "<< {'jsonrpc':'2.0','id':1,'result':{'sessionId':'s1'}}");
    private static final List<String> PROMPT = List.of(">> {'method':'session/prompt'}");

    final String mark = LiveProcesses.newMark();
    final StopSignal stop = StopSignal.create();
    final ObjectNode options = MAPPER.createObjectNode();
    final Path folder;
    final Path workspace;
    final Path files;
    Duration timeout = LONG_ENOUGH;
    Duration grace = AcpAdapter.GRACE;

    @Nullable
    String model;

    @Nullable
    BigDecimal maxCost;

    @Nullable
    Session session;

    private final Path received;

    Play(Path folder) throws IOException {
        this.folder = folder.toRealPath();
        this.workspace = Files.createDirectories(this.folder.resolve("workspace"));
        this.files = Files.createDirectories(this.folder.resolve("files"));
        this.received = this.folder.resolve("received");
    }

    /** Plays a recording of a real agent. */
    Play recorded(String name) {
        return script(Path.of("src/test/resources/acp", name + ".stdout").toAbsolutePath());
    }

    /** Plays lines after the session is open and the prompt is there; single quotes stand for double ones. */
    Play turn(String... lines) throws IOException {
        return lines(List.of(OPENING, PROMPT, List.of(lines)));
    }

    /** Plays lines from the beginning. */
    Play script(String... lines) throws IOException {
        return lines(List.of(List.of(lines)));
    }

    private Play lines(List<List<String>> parts) throws IOException {
        List<String> all = parts.stream()
                .flatMap(List::stream)
                .map(line -> line.replace('\'', '"'))
                .toList();
        return script(Files.write(folder.resolve("script"), all));
    }

    private Play script(Path script) {
        options.set("command", MAPPER.valueToTree(FakeAgent.command(script, received)));
        return this;
    }

    CLIAdapter adapter() {
        ZtCommandRunner runner = new ZtCommandRunner(Duration.ofSeconds(1));
        AdapterContext context = new AdapterContext(
                "player", options, workspace, environment(), runner, model, PriceTable.bundled(), false);
        return ((AcpAdapter) new AcpAdapterFactory().create(context)).withGrace(grace);
    }

    Map<String, String> environment() {
        return Map.of("PATH", "/usr/bin:/bin", mark, "1", "PLAYER_API_KEY", "sk-not-a-real-key-0815");
    }

    TaskAssignment assignment(boolean resumed) throws IOException {
        return new TaskAssignment(
                "player",
                1,
                model,
                "Create hello.txt with a greeting.",
                Files.writeString(folder.resolve("prompt.txt"), "Create hello.txt with a greeting."),
                workspace,
                files,
                environment(),
                null,
                CommandLimits.time(timeout),
                maxCost,
                session,
                stop,
                resumed);
    }

    List<AgentEvent> events() throws IOException {
        return Objects.requireNonNull(
                adapter().execute(assignment(false)).collectList().block(LONG_ENOUGH));
    }

    ExecutionResult result() throws IOException {
        return result(events());
    }

    static ExecutionResult result(List<AgentEvent> events) {
        return ((AgentEvent.Finished) events.get(events.size() - 1)).result();
    }

    static Failure failure(ExecutionResult result) {
        return Objects.requireNonNull(result.failure(), "a failure");
    }

    static List<String> activities(List<AgentEvent> events) {
        return events.stream()
                .filter(AgentEvent.Activity.class::isInstance)
                .map(event -> ((AgentEvent.Activity) event).text())
                .toList();
    }

    /** The agent tells something of its turn. */
    static String update(String fields) {
        return "<< {'method':'session/update','params':{'sessionId':'s1','update':{" + fields + "}}}";
    }

    /** The agent asks whether it may use a tool with this input. */
    static String permission(String input) {
        return "<< {'id':'p','method':'session/request_permission','params':{'toolCall':{'title':'Write it','rawInput':{"
                + input + "}},'options':[{'optionId':'always','kind':'allow_always'},"
                + "{'optionId':'no','kind':'reject_once'},{'optionId':'once','kind':'allow_once'}]}}";
    }

    /** What the agent was told. */
    List<JsonNode> received() throws IOException {
        return Files.readAllLines(received).stream().map(MAPPER::readTree).toList();
    }

    /** What the agent was answered to its request with this id. */
    JsonNode answer(String id) throws IOException {
        return received().stream()
                .filter(message -> !message.has("method")
                        && message.path("id").asString("").equals(id))
                .findFirst()
                .orElseThrow();
    }
}
