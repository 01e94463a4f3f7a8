package io.clicouncil.adapters.autoclaude;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.cost.PriceTable;
import io.clicouncil.failure.Failure;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.StopSignal;
import io.clicouncil.testkit.LiveProcesses;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A checkout of a program that behaves as Auto-Claude is said to, and a repository for it. */
final class FakeAutoClaude {
    static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    static final String TOKEN = "sk-ant-oat01-obviously-fake";
    static final String MODEL = "claude-sonnet-4-5";

    private static final JsonMapper JSON = new JsonMapper();

    final Path home;
    final Path workspace;
    final Path files;
    final Path log;
    final String mark = LiveProcesses.newMark();
    final Map<String, String> environment = new HashMap<>();
    final ObjectNode options = JSON.createObjectNode();
    final StopSignal stop = StopSignal.create();
    CommandRunner runner = new ZtCommandRunner(Duration.ofSeconds(1));
    CommandLimits limits = CommandLimits.time(LONG_ENOUGH);
    boolean resumed;

    FakeAutoClaude(Path folder) throws IOException, InterruptedException {
        home = Files.createDirectories(folder.resolve("Auto-Claude"));
        workspace = Files.createDirectories(folder.resolve("workspace"));
        files = Files.createDirectories(folder.resolve("files"));
        log = folder.resolve("log");
        environment.putAll(Map.of(
                "PATH",
                "/usr/local/bin:/usr/bin:/bin",
                "HOME",
                folder.toString(),
                "FAKE_LOG",
                log.toString(),
                "CLAUDE_CODE_OAUTH_TOKEN",
                TOKEN,
                mark,
                "1"));
        options.put("home", home.toString());
        git("init", "-q");
        git("-c", "user.name=me", "-c", "user.email=me@example.com", "commit", "-q", "--allow-empty", "-m", "base");
        git("tag", "base");
    }

    /** The layout of 2.7, in which the fake is. */
    FakeAutoClaude installed() throws IOException {
        return installed("apps/backend/run.py", "apps/backend/runners/spec_runner.py");
    }

    FakeAutoClaude installed(String... scripts) throws IOException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/python3"))
                        || Files.isExecutable(Path.of("/usr/local/bin/python3")),
                "python3 is on this machine");
        try (InputStream fake = FakeAutoClaude.class.getResourceAsStream("/autoclaude/fake.py")) {
            String text = new String(Objects.requireNonNull(fake).readAllBytes(), StandardCharsets.UTF_8);
            for (String script : scripts) {
                Files.createDirectories(home.resolve(script).getParent());
                Files.writeString(home.resolve(script), text);
            }
        }
        return this;
    }

    FakeAutoClaude behaving(String behaviour) {
        environment.put("FAKE_BEHAVIOUR", behaviour);
        return this;
    }

    /** A file of the repository as it was before. */
    FakeAutoClaude with(String path, String text) throws IOException, InterruptedException {
        Path file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        git("add", "-A", "-f");
        git("-c", "user.name=me", "-c", "user.email=me@example.com", "commit", "-q", "-m", "more");
        git("tag", "-f", "base");
        return this;
    }

    /** What differs from the base, tracked or not, ignored or not. */
    List<String> changed() throws IOException, InterruptedException {
        git("-c", "core.excludesFile=/dev/null", "add", "-A", "-f");
        return git("diff", "--cached", "--name-status", "base").lines().toList();
    }

    String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command)
                .directory(workspace.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (git.waitFor() != 0) {
            throw new IOException(output);
        }
        return output;
    }

    /** How its programs were called, in order. */
    List<String> calls() throws IOException {
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    CLIAdapter adapter() {
        return new AutoClaudeAdapterFactory()
                .create(new AdapterContext(
                        "builder", options, workspace, environment, runner, MODEL, PriceTable.bundled(), false));
    }

    Availability probe() {
        return Objects.requireNonNull(adapter().probe().block(LONG_ENOUGH));
    }

    Flux<AgentEvent> execute() throws IOException {
        Path prompt = Files.writeString(files.resolve("prompt.txt"), "Greet the world.");
        return adapter()
                .execute(new TaskAssignment(
                        "builder",
                        1,
                        MODEL,
                        "Greet the world.",
                        prompt,
                        workspace,
                        files,
                        environment,
                        null,
                        limits,
                        null,
                        null,
                        stop,
                        resumed));
    }

    List<AgentEvent> events() throws IOException {
        return Objects.requireNonNull(execute().collectList().block(LONG_ENOUGH));
    }

    ExecutionResult result() throws IOException {
        return result(events());
    }

    Failure failure() throws IOException {
        return Objects.requireNonNull(result().failure(), "a failure");
    }

    static ExecutionResult result(List<AgentEvent> events) {
        return ((AgentEvent.Finished) events.get(events.size() - 1)).result();
    }

    static <E extends AgentEvent> List<E> of(Class<E> kind, List<AgentEvent> events) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static List<String> activities(List<AgentEvent> events) {
        return of(AgentEvent.Activity.class, events).stream()
                .map(AgentEvent.Activity::text)
                .toList();
    }

    @Nullable
    String lastCall() throws IOException {
        List<String> calls = calls();
        return calls.isEmpty() ? null : calls.get(calls.size() - 1);
    }
}
