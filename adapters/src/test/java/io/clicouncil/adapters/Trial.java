package io.clicouncil.adapters;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.Session;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One agent on trial: its options, its environment, and one attempt after another in a folder. */
final class Trial {
    static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    static final String SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
    private static final ZtCommandRunner RUNNER = new ZtCommandRunner(Duration.ofSeconds(1));

    final Path folder;
    final Path workspace;
    final Map<String, String> environment = new HashMap<>(Map.of("PATH", SYSTEM_PATH));
    final StopSignal stop = StopSignal.create();
    String prompt = "Make the failing test pass.";
    String model = "";
    String maxCost = "";
    Duration timeout = LONG_ENOUGH;

    Trial(Path folder) throws IOException {
        this.folder = folder;
        this.workspace = Files.createDirectories(folder.resolve("workspace"));
    }

    static ObjectNode options(String json) {
        return (ObjectNode) new JsonMapper().readTree(json.replace('\'', '"'));
    }

    CLIAdapter adapter(AdapterFactory factory, String options) {
        return factory.create(new AdapterContext("fixer", options(options), workspace, environment, RUNNER));
    }

    /** An adapter that may follow the repository's own settings. */
    CLIAdapter trusting(AdapterFactory factory) {
        return factory.create(new AdapterContext(
                "fixer", options("{}"), workspace, environment, RUNNER, null, PriceTable.bundled(), true));
    }

    /** Makes a folder that comes first on the {@code PATH}. */
    Path bin() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        environment.put("PATH", bin + ":" + SYSTEM_PATH);
        return bin;
    }

    /** An executable script in the workspace. */
    Path script(String name, String text) throws IOException {
        Path script = Files.writeString(workspace.resolve(name), "#!/bin/sh\n" + text + "\n");
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("no permission to make a script executable");
        }
        return script;
    }

    TaskAssignment assignment() throws IOException {
        Path files = Files.createDirectories(
                Files.createTempDirectory(folder, "attempts").resolve("1"));
        Path promptFile = Files.writeString(files.resolve("prompt.txt"), prompt);
        return new TaskAssignment(
                "fixer",
                1,
                model.isEmpty() ? null : model,
                prompt,
                promptFile,
                workspace,
                files,
                environment,
                null,
                CommandLimits.time(timeout),
                maxCost.isEmpty() ? null : new BigDecimal(maxCost),
                null,
                stop,
                false);
    }

    /** An attempt that comes after another, in a session. */
    TaskAssignment next(TaskAssignment before, Session session) throws IOException {
        int attempt = before.attempt() + 1;
        return new TaskAssignment(
                before.agent(),
                attempt,
                before.model(),
                before.prompt(),
                before.promptFile(),
                workspace,
                Files.createDirectories(before.filesOf(attempt)),
                environment,
                null,
                before.limits(),
                before.maxCost(),
                session,
                stop,
                false);
    }

    static ExecutionResult result(CLIAdapter adapter, TaskAssignment assignment) {
        return result(
                Objects.requireNonNull(adapter.execute(assignment).collectList().block(LONG_ENOUGH)));
    }

    List<AgentEvent> events(CLIAdapter adapter) throws IOException {
        return Objects.requireNonNull(
                adapter.execute(assignment()).collectList().block(LONG_ENOUGH));
    }

    ExecutionResult result(CLIAdapter adapter) throws IOException {
        return result(events(adapter));
    }

    static ExecutionResult result(List<AgentEvent> events) {
        return ((AgentEvent.Finished) events.get(events.size() - 1)).result();
    }
}
