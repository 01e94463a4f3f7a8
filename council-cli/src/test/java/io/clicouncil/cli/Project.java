package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.config.ConfigLoader;
import io.clicouncil.config.HostEnvironment;
import io.clicouncil.config.TrustStore;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.StopSignal;
import io.clicouncil.result.Candidate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A small git repository of a user, with a home of its own, and the command called in it as the user would. */
final class Project {
    private final Path folder;
    private final Path root;
    private final Map<String, String> environment;

    /** What a call of the command left. */
    record Outcome(int exitCode, String out, String err) {}

    private Project(Path folder, String name) {
        this.folder = folder;
        this.root = folder.resolve(name);
        Map<String, String> own = new HashMap<>(HostEnvironment.current());
        own.keySet()
                .removeIf(variable -> variable.startsWith("COUNCIL")
                        || variable.startsWith("XDG_")
                        || variable.startsWith("GITHUB_"));
        own.put("HOME", folder.resolve("home").toString());
        own.put("GIT_CONFIG_NOSYSTEM", "1");
        this.environment = Map.copyOf(own);
    }

    /** A repository with one commit: {@code file.txt}, and a check that wants it to say {@code right}. */
    static Project make(Path folder) throws IOException {
        return make(folder, "project");
    }

    /** The same in a folder of this name. */
    static Project make(Path folder, String name) throws IOException {
        Project project = bare(folder, name);
        project.write("file.txt", "wrong\n").write("check.sh", "grep -q right file.txt\n");
        project.git("init", "-q", "-b", "main");
        project.git("config", "user.name", "Test");
        project.git("config", "user.email", "test@localhost");
        project.commit("first");
        return project;
    }

    /** A folder that is no repository yet. */
    static Project bare(Path folder, String name) throws IOException {
        Project project = new Project(folder, name);
        Files.createDirectories(project.root);
        Files.createDirectories(folder.resolve("home"));
        return project;
    }

    Path root() {
        return root;
    }

    Map<String, String> environment() {
        return environment;
    }

    Project write(String file, String content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, content);
        return file.endsWith(ConfigLoader.FILE_NAME) ? trust(path, content) : this;
    }

    /** What a test writes for itself it trusts. */
    private Project trust(Path file, String content) throws IOException {
        new TrustStore(environment, Clock.systemUTC()).trust(file.toRealPath(), content);
        return this;
    }

    /** Writes a {@code council.yml} that nobody has looked at. */
    Project writeUntrusted(String content) throws IOException {
        Files.writeString(root.resolve(ConfigLoader.FILE_NAME), content);
        return this;
    }

    /** Writes {@code council.yml} with the usual check and these agents, each a shell script. */
    Project configure(Map<String, String> scripts) throws IOException {
        StringBuilder yaml = new StringBuilder("checks: [sh check.sh]\nlimits: { retryDelay: 100ms }\nagents:\n");
        for (Map.Entry<String, String> agent : scripts.entrySet()) {
            Path script = folder.resolve("agent-" + agent.getKey() + ".sh");
            Files.writeString(script, agent.getValue());
            yaml.append("  ")
                    .append(agent.getKey())
                    .append(": { adapter: command, command: [sh, \"")
                    .append(script)
                    .append("\"] }\n");
        }
        return write("council.yml", yaml.toString());
    }

    /** Takes the walls away from what {@code council.yml} names, for agents that leave traces outside of them. */
    Project withoutWalls() throws IOException {
        return with("sandbox: { mode: none }");
    }

    /** Adds a line to {@code council.yml}. */
    Project with(String yaml) throws IOException {
        return write("council.yml", Files.readString(root.resolve("council.yml")) + yaml + "\n");
    }

    /** What a reader of a candidate should look at, but for that there are no walls on this machine. */
    static List<String> flags(Candidate candidate) {
        return candidate.flags().stream()
                .filter(flag -> !flag.startsWith("it ran without a sandbox"))
                .toList();
    }

    Project commit(String message) {
        git("add", "-A");
        git("commit", "-q", "-m", message);
        return this;
    }

    /** Runs git in the repository and gives what it printed. */
    String git(String... arguments) {
        return shell("exec git "
                + String.join(
                        " ", List.of(arguments).stream().map(Project::quoted).toList()));
    }

    /** Runs a shell script in the repository, which must succeed, and gives what it printed. */
    String shell(String script) {
        Path out = folder.resolve("out-" + UUID.randomUUID());
        CommandResult result = run(List.of("sh", "-c", script + " 2>&1"), out);
        String printed = read(out);
        assertThat(result.succeeded()).as(script + "\n" + printed).isTrue();
        return printed;
    }

    /** Runs a command in the repository. */
    CommandResult run(List<String> command, Path out) {
        CommandSpec spec = new CommandSpec(
                command,
                root,
                environment,
                null,
                out,
                out.resolveSibling(out.getFileName() + ".err"),
                CommandLimits.time(Duration.ofMinutes(5)),
                StopSignal.create());
        return ((CommandEvent.Ended)
                        Objects.requireNonNull(new ZtCommandRunner().run(spec).blockLast()))
                .result();
    }

    /** Calls the command in this JVM. */
    Outcome council(String... arguments) {
        return council(Map.of(), "", arguments);
    }

    /** Calls the command in this JVM with more environment and with this on standard input. */
    Outcome council(Map<String, String> more, String stdin, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                all,
                root);
        int exitCode = Main.execute(terminal, arguments);
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
