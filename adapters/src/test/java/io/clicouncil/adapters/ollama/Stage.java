package io.clicouncil.adapters.ollama;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.cost.PriceTable;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.StopSignal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

/** An agent, its repository, and a server for it. */
final class Stage implements AutoCloseable {
    static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final ZtCommandRunner RUNNER = new ZtCommandRunner(Duration.ofSeconds(1));

    final FakeOllama ollama = new FakeOllama();
    final StopSignal stop = StopSignal.create();
    final Path workspace;
    final Path files;
    final Map<String, String> environment = new HashMap<>();
    final ObjectNode options = Reply.JSON.createObjectNode();

    @Nullable
    String model = FakeOllama.MODEL;

    @Nullable
    BigDecimal maxCost;

    CommandLimits limits = CommandLimits.time(LONG_ENOUGH);
    String prompt = "Greet the world.";
    boolean resumed;

    Stage(Path folder) throws IOException, InterruptedException {
        workspace = Files.createDirectories(folder.resolve("workspace"));
        files = Files.createDirectories(folder.resolve("files"));
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.put("HOME", folder.toString());
        environment.put(Endpoint.HOST, ollama.url());
        git("init", "-q");
    }

    void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        int code = new ProcessBuilder(command)
                .directory(workspace.toFile())
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("git ended with " + code);
        }
    }

    Stage with(String path, String text) throws IOException {
        Path file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    String text(String path) throws IOException {
        return Files.readString(workspace.resolve(path));
    }

    CLIAdapter adapter() {
        return new OllamaAdapterFactory()
                .create(new AdapterContext(
                        "local", options, workspace, environment, RUNNER, model, PriceTable.bundled(), false));
    }

    Flux<AgentEvent> execute() {
        return adapter()
                .execute(new TaskAssignment(
                        "local",
                        1,
                        model,
                        prompt,
                        files.resolve("prompt.txt"),
                        workspace,
                        files,
                        environment,
                        null,
                        limits,
                        maxCost,
                        null,
                        stop,
                        resumed));
    }

    List<AgentEvent> events() {
        return Objects.requireNonNull(execute().collectList().block(LONG_ENOUGH));
    }

    ExecutionResult result() {
        return result(events());
    }

    static ExecutionResult result(List<AgentEvent> events) {
        return ((AgentEvent.Finished) events.get(events.size() - 1)).result();
    }

    static List<String> activities(List<AgentEvent> events) {
        return events.stream()
                .filter(AgentEvent.Activity.class::isInstance)
                .map(event -> ((AgentEvent.Activity) event).text())
                .toList();
    }

    /** What the last question told the model. */
    String told() {
        return ollama.questions
                .get(ollama.questions.size() - 1)
                .path("messages")
                .path(1)
                .path("content")
                .asString("");
    }

    int contextAskedFor() {
        return ollama.questions
                .get(ollama.questions.size() - 1)
                .path("options")
                .path("num_ctx")
                .asInt(0);
    }

    @Override
    public void close() {
        ollama.close();
    }
}
