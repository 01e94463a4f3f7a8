package io.clicouncil.realclis;

import io.clicouncil.Council;
import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.config.AdapterCatalog;
import io.clicouncil.config.AgentResolver;
import io.clicouncil.config.ConfigLoader;
import io.clicouncil.config.CouncilConfig;
import io.clicouncil.config.HostEnvironment;
import io.clicouncil.event.CouncilEvent;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.StopSignal;
import io.clicouncil.realclis.api.ModelApi;
import io.clicouncil.realclis.api.Script;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Judge;
import io.clicouncil.testkit.LiveProcesses;
import io.clicouncil.worktrees.GitWorkspaceProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A council of real agents that has nothing to do with the world: a repository, a home, and for each agent a provider, all
 * of their own.
 */
final class OfflineCouncil implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String TASK = "Create hello.txt with a greeting.";

    private final CommandRunner commands = new ZtCommandRunner();
    private final Map<RealCli, ModelApi> providers = new EnumMap<>(RealCli.class);
    private final Map<RealCli, RecordingProxy> proxies = new EnumMap<>(RealCli.class);
    private final Map<RealCli, Script> scripts = new EnumMap<>(RealCli.class);
    private final Path folder;
    private String settings = "";
    private String limits = "";
    private String others = "";
    private boolean byProtocol;
    private boolean byFiles;

    /** One without an agent. Its folders lie below {@code target}: in /tmp, agents may write into each other's. */
    OfflineCouncil() throws IOException {
        folder = Files.createDirectories(
                Path.of("target", "work", UUID.randomUUID().toString()).toAbsolutePath());
        for (String part : List.of("home", "tmp", "repository", "workspaces")) {
            Files.createDirectory(folder.resolve(part));
        }
    }

    /** Seats an agent whose model follows this script. */
    OfflineCouncil seat(RealCli cli, Script script) {
        providers.put(cli, ModelApi.start(cli.wire(), script));
        scripts.put(cli, script);
        proxies.put(cli, new RecordingProxy());
        return this;
    }

    /** Adds lines to {@code council.yml}. */
    OfflineCouncil settings(String lines) {
        settings = lines;
        return this;
    }

    /** Adds agents that are no real ones, as lines of {@code council.yml}. */
    OfflineCouncil others(String lines) {
        others = lines;
        return this;
    }

    /** Sets what an attempt of each agent may cost, in US dollars. */
    OfflineCouncil maxCost(String dollars) {
        limits = " maxCost: " + dollars + ",";
        return this;
    }

    /** Lets its agents be driven by the Agent Client Protocol. */
    OfflineCouncil byProtocol() {
        byProtocol = true;
        return this;
    }

    /** Lets its agents be signed in by files of their home, as a user's are, and not by keys of the environment. */
    OfflineCouncil signedInByFiles() {
        byFiles = true;
        return this;
    }

    /** The script that an agent's model follows. */
    Script script(RealCli cli) {
        return Objects.requireNonNull(scripts.get(cli));
    }

    /** The provider of an agent. */
    ModelApi provider(RealCli cli) {
        return Objects.requireNonNull(providers.get(cli));
    }

    /** What an agent asked for besides its provider. */
    List<String> wantedOutside(RealCli cli) {
        return Objects.requireNonNull(proxies.get(cli)).wanted();
    }

    /** The folder of its repository. */
    Path repository() {
        return folder.resolve("repository");
    }

    /** The home of its user. */
    Path home() {
        return folder.resolve("home");
    }

    /** Takes everything away that agents keep in their home but for their settings, also what walls keep for them. */
    void loseTheHome() {
        Path home = home();
        String kept = ".*/layers/[^/]*/(upper|own)/.+";
        try {
            execute(List.of("find", home.toString(), "-mindepth", "1", "-delete"), folder.resolve("find.stdout"));
            execute(
                    List.of(
                            "find",
                            repository().resolve(".git/council").toString(),
                            "-regextype",
                            "posix-extended",
                            "-regex",
                            kept,
                            "-delete"),
                    folder.resolve("find.stdout"));
            for (RealCli cli : providers.keySet()) {
                cli.configure(home, provider(cli).url());
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Waits until none of its agents' processes lives. */
    void awaitNoProcess() {
        // The folder's name is in the HOME of all of them, and nowhere else.
        LiveProcesses.await(folder.getFileName().toString(), 0, Duration.ofSeconds(10));
    }

    /** Asks all of its agents but the judge for a greeting, and waits for the end. */
    RunRecord run() throws IOException {
        return run(event -> {});
    }

    /** The same, and does something at each event. */
    RunRecord run(Consumer<CouncilEvent> heard) throws IOException {
        makeRepository();
        Map<String, String> environment = environment();
        CouncilConfig config = new ConfigLoader(environment).load(repository(), repository());
        AdapterCatalog adapters = AdapterCatalog.of(ServiceLoader.load(AdapterFactory.class));
        AgentResolver resolver = new AgentResolver(adapters, environment, commands);
        Judge judge = resolver.judge(config);
        List<Agent> agents = resolver.resolve(config).stream()
                .filter(agent ->
                        judge == null || !agent.name().equals(judge.agent().name()))
                .toList();
        Council council = Council.of(
                        new GitWorkspaceProvider(folder.resolve("workspaces"), commands, environment), commands)
                .environment(environment)
                .build();
        List<CouncilEvent> events = council.stream(config.task(TASK, agents, judge))
                .doOnNext(heard)
                .collectList()
                .block(LONGEST);
        return new RunRecord(Objects.requireNonNull(events));
    }

    /**
     * The same by the command, as it is shipped.
     *
     * @return what it printed
     */
    String runByCommand() throws IOException {
        makeRepository();
        Path printed = folder.resolve("council.stdout");
        execute(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("council.jar"),
                        "run",
                        "--yes",
                        "--format",
                        "json",
                        TASK),
                printed);
        return Files.readString(printed);
    }

    @Override
    public void close() {
        providers.values().forEach(ModelApi::close);
        proxies.values().forEach(RecordingProxy::close);
    }

    private void makeRepository() throws IOException {
        StringBuilder text = new StringBuilder("version: 1\nagents:\n");
        for (RealCli cli : providers.keySet()) {
            String url = provider(cli).url();
            text.append(entry(cli, url, Objects.requireNonNull(proxies.get(cli)).environment()));
            cli.configure(home(), url);
            if (byFiles) {
                cli.signIn(home());
            }
        }
        text.append(others);
        text.append("checks: [ \"grep -q hello hello.txt\" ]\n").append(settings);
        Files.writeString(repository().resolve("council.yml"), text);
        Files.writeString(repository().resolve("README.md"), "A repository that lacks a greeting.\n");
        String script = "git init -q -b main && git add -A"
                + " && git -c user.name=Test -c user.email=test@localhost commit -q -m first";
        execute(List.of("sh", "-c", script), folder.resolve("git.stdout"));
    }

    private String entry(RealCli cli, String url, Map<String, String> proxy) {
        return byProtocol ? cli.acpEntry(url, proxy, limits) : cli.entry(url, proxy, limits);
    }

    private void execute(List<String> command, Path stdout) throws IOException {
        Path stderr = folder.resolve("stderr");
        CommandEvent ended = commands.run(new CommandSpec(
                        command,
                        repository(),
                        environment(),
                        null,
                        stdout,
                        stderr,
                        CommandLimits.time(LONGEST),
                        StopSignal.create()))
                .blockLast();
        if (!(ended instanceof CommandEvent.Ended end) || !end.result().succeeded()) {
            throw new IllegalStateException(command.get(0) + " failed: " + Files.readString(stderr));
        }
    }

    /** What the council is started with: fake keys of all agents, a private home and the agents on the path. */
    private Map<String, String> environment() {
        Installation installation = new Installation();
        StringBuilder path =
                new StringBuilder(installation.commandsOf(NpmPackage.NODE).toString());
        Map<String, String> environment = new HashMap<>();
        for (RealCli cli : providers.keySet()) {
            path.append(':').append(installation.commandsOf(cli.npm()));
            if (!byFiles) {
                environment.put(cli.keyVariable(), "sk-fake-" + cli.adapter());
            }
        }
        Map<String, String> ours = HostEnvironment.current();
        path.append(':').append(ours.getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("PATH", path.toString());
        environment.put("HOME", home().toString());
        environment.put("TMPDIR", folder.resolve("tmp").toString());
        environment.put("LANG", "C.UTF-8");
        return environment;
    }
}
