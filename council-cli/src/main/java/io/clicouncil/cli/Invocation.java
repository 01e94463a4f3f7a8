package io.clicouncil.cli;

import io.clicouncil.Council;
import io.clicouncil.config.AgentResolver;
import io.clicouncil.config.ConfigLoader;
import io.clicouncil.config.ConfigOption;
import io.clicouncil.config.CouncilConfig;
import io.clicouncil.config.ProjectDetector;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.journal.Journal;
import io.clicouncil.redaction.Redaction;
import io.clicouncil.task.Agent;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.task.Judge;
import io.clicouncil.upkeep.Upkeep;
import io.clicouncil.workspace.RepositoryState;
import io.clicouncil.workspace.WorkspaceProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call of the command: the configuration that is in force, and a council that works under it. */
final class Invocation {
    private final Engine engine;
    private final CouncilConfig config;
    private final WorkspaceProvider workspaces;
    private final Map<String, String> environment;
    private final Trust trust;

    private Invocation(
            Engine engine, CouncilConfig config, Path workspaces, Map<String, String> environment, Trust trust) {
        this.trust = trust;
        this.engine = engine;
        this.config = config;
        this.workspaces = engine.workspaces(workspaces, environment);
        this.environment = environment;
    }

    /** With the options of the command line over all other configuration. */
    static Invocation of(CouncilCommand command, TaskOptions options) {
        Path directory = command.directory();
        if (!Files.isDirectory(directory)) {
            throw CouncilException.environment("there is no folder " + directory);
        }
        Path root = root(directory);
        Map<String, String> environment = DotEnv.over(command.terminal().environment(), directory, root);
        CouncilConfig config = new ConfigLoader(environment)
                .options(options.given())
                .otherOptions(List.of("format", "report"))
                .file(command.config())
                .load(directory, root);
        Trust trust = command.config() != null
                ? Trust.notNeeded()
                : Trust.of(
                        directory,
                        root,
                        ConfigLoader.find(directory, root).orElse(null),
                        config,
                        command.terminal().environment());
        return new Invocation(new Engine(), config, config.workspaces(), environment, trust);
    }

    /**
     * For a command that needs little of the configuration: where that cannot be read, defaults count. A file that the
     * user names on the command line is meant, and must be readable.
     *
     * @param problem gets what is wrong with it
     */
    static Invocation tolerant(CouncilCommand command, Consumer<String> problem) {
        try {
            return of(command, new TaskOptions());
        } catch (CouncilException broken) {
            if (command.config() != null || broken.reason() != CouncilException.Reason.USAGE) {
                throw broken;
            }
            problem.accept(String.valueOf(broken.getMessage()).replace("\n", "; "));
            return withDefaults(command);
        }
    }

    /** With the defaults, whatever the repository configures. */
    static Invocation withDefaults(CouncilCommand command) {
        Map<String, String> environment = command.terminal().environment();
        CouncilConfig defaults = ConfigLoader.defaults(environment, command.directory());
        return new Invocation(new Engine(), defaults, defaults.workspaces(), environment, Trust.notNeeded());
    }

    /** With the settings that a run of the past was started with, and the environment of today. */
    static Invocation ofRecorded(CouncilCommand command, CouncilConfig config) {
        Path directory = command.directory();
        Map<String, String> environment = DotEnv.over(command.terminal().environment(), directory, root(directory));
        return new Invocation(new Engine(), config, config.workspaces(), environment, Trust.notNeeded());
    }

    /** On the sample repository, whose configuration alone counts. */
    static Invocation ofSample(Terminal terminal, Engine engine, Path repository, Path scratch) {
        Map<String, String> own = new HashMap<>(terminal.environment());
        own.keySet().removeIf(name -> name.startsWith("COUNCIL_OPT_"));
        own.put("XDG_CONFIG_HOME", scratch.resolve("config").toString());
        CouncilConfig config = new ConfigLoader(own)
                .options(Map.of(ConfigOption.APPLY, List.of()))
                .load(repository, repository);
        return new Invocation(engine, config, scratch.resolve("workspaces"), terminal.environment(), Trust.notNeeded());
    }

    /** A council under this configuration that keeps what happens in this journal. */
    Council council(Journal journal) {
        return engine.council(workspaces, journal, environment);
    }

    /** The door to git. */
    WorkspaceProvider workspaces() {
        return workspaces;
    }

    /** What looks for leftovers of the runs in this journal. */
    Upkeep upkeep(Journal journal) {
        return new Upkeep(workspaces, engine.commands(), journal);
    }

    /** The repository as it is at this revision. */
    RepositoryState repository(String revision) {
        return Objects.requireNonNull(
                workspaces.inspect(config.folder(), revision).block());
    }

    /** The agents that are asked, or all that are configured. */
    List<Agent> agents() {
        List<Agent> agents = resolver().resolve(config);
        return trust.holds()
                ? agents
                : agents.stream()
                        .map(agent -> UntrustedAdapter.of(agent, trust.words()))
                        .toList();
    }

    private @Nullable Judge judge() {
        Judge judge = resolver().judge(config);
        return judge == null || trust.holds()
                ? judge
                : new Judge(UntrustedAdapter.of(judge.agent(), trust.words()), judge.band());
    }

    /** Whether the repository's configuration may run its commands. */
    Trust trust() {
        return trust;
    }

    /** A task of the past with these settings. */
    CouncilTask recorded(String prompt) {
        return config.task(prompt, agents(), judge());
    }

    private AgentResolver resolver() {
        return new AgentResolver(engine.adapters(config), environment, engine.commands());
    }

    /** Which agents are installed here, and what to type. */
    String installedAgents() {
        return installed().advice();
    }

    /** Looks for agents on this machine. */
    InstalledAgents installed() {
        return new InstalledAgents(engine, config, environment);
    }

    /** The user's environment, what {@code .env} adds included. */
    Map<String, String> environment() {
        return environment;
    }

    /** The task with this text. */
    CouncilTask task(String prompt) {
        List<Agent> agents = agents();
        if (agents.isEmpty() || (config.checks().isEmpty() && !config.unverified())) {
            // What is wrong with the repository itself comes first.
            workspaces.inspect(config.folder(), config.base()).block();
        }
        if (agents.isEmpty()) {
            throw CouncilException.environment(installedAgents());
        }
        if (config.checks().isEmpty() && !config.unverified()) {
            throw CouncilException.usage(noCheck(config.folder()));
        }
        return config.task(prompt, agents, judge());
    }

    /** The form of the output: as typed, or as the environment and {@code .env} have it. */
    Format format(@Nullable Format typed) {
        return Format.of(typed, environment);
    }

    /** The keys that agents can have of this environment and configuration. */
    Redaction redaction() {
        List<Map<String, String>> environments = new ArrayList<>(List.of(environment));
        config.agents().forEach(agent -> environments.add(agent.set()));
        return Redaction.of(environments);
    }

    CouncilConfig config() {
        return config;
    }

    Engine engine() {
        return engine;
    }

    private static String noCheck(Path folder) {
        return ProjectDetector.check(folder)
                .map(check -> "there is no check that could judge a change. This looks like a project for --check '"
                        + check + "'; or name another one, here or under 'checks' in council.yml, or say --unverified")
                .orElse("there is no check that could judge a change: name one by --check CMD or under 'checks' in"
                        + " council.yml, or say --unverified");
    }

    /** The root of the working tree that holds a folder, or the folder itself where there is none. */
    private static Path root(Path directory) {
        for (Path folder = directory.toAbsolutePath().normalize(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"))) {
                return folder;
            }
        }
        return directory;
    }
}
