package io.clicouncil.cli;

import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapter.Availability;
import io.clicouncil.cli.InitialConfig.Found;
import io.clicouncil.cli.view.AgentsView;
import io.clicouncil.config.ConfigLoader;
import io.clicouncil.config.DetectedProject;
import io.clicouncil.config.ProjectDetector;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.text.Nearest;
import io.clicouncil.workspace.RepositoryState;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The way in: the configuration that a repository most likely wants. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a council.yml by what is found here.",
            "Looks at the repository and the agents of this machine, and writes a commented council.yml: the"
                    + " agents that can be asked, the tests as the check. It lies where the build file is, or at the"
                    + " root of the repository. Runs nothing, spends nothing.",
        },
        footer = {
            "",
            "Examples:",
            "  council init",
            "  council init --check 'make check' -a claude-code,codex",
            "  council init --dry-run",
        })
final class InitCommand implements Callable<Integer> {
    private static final String SCHEMA = "council.schema.json";

    @ParentCommand
    private CouncilCommand council;

    @Option(
            names = {"-a", "--agent"},
            paramLabel = "NAME",
            split = ",",
            description = "Ask these adapters, installed or not (default: those that are found here).")
    private List<String> agents = new ArrayList<>();

    @Option(
            names = "--check",
            paramLabel = "CMD",
            description = "Judge changes by this command (default: the tests that are found here).")
    private List<String> checks = new ArrayList<>();

    @Option(names = "--force", description = "Write over a council.yml that is there.")
    private boolean force;

    @Option(names = "--dry-run", description = "Only print what would be written.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException {
        // A file that is there counts for nothing here, and may be broken: it is what --force is for.
        Invocation invocation = Invocation.withDefaults(council);
        Path folder = council.directory().toRealPath();
        RepositoryState repository = invocation.repository("HEAD");
        Path home = home(folder, repository.root());
        Path file = home.resolve(ConfigLoader.FILE_NAME);
        Path schema = repository.commonDirectory().resolve("council").resolve(SCHEMA);
        InitialConfig config = look(invocation, home, home.relativize(schema).toString());
        if (dryRun) {
            council.terminal().out().print(config.text());
            return ExitCode.OK;
        }
        if (Files.exists(file) && !force) {
            throw CouncilException.usage(file + " is there already: --force writes over it, --dry-run only prints");
        }
        publishSchema(schema);
        Files.writeString(file, config.text());
        tell(config, file);
        // Whoever let it be written need not be asked whether to trust it.
        Invocation.of(council, new TaskOptions()).trust().grant();
        return ExitCode.OK;
    }

    /** Where the nearest build file is, from the folder upwards, or the root. */
    private static Path home(Path folder, Path root) {
        for (Path there = folder; there.startsWith(root); there = Objects.requireNonNull(there.getParent())) {
            if (!ProjectDetector.detect(there).isEmpty() || there.equals(root)) {
                return there;
            }
        }
        return folder;
    }

    private InitialConfig look(Invocation invocation, Path home, String schema) {
        Collection<AdapterFactory> factories =
                invocation.engine().adapters(invocation.config()).factories();
        List<String> known = factories.stream().map(AdapterFactory::id).toList();
        agents.stream().filter(agent -> !known.contains(agent)).findFirst().ifPresent(unknown -> {
            throw CouncilException.usage(Nearest.unknown("adapter", unknown, known));
        });
        List<Found> ready = new ArrayList<>();
        List<Found> nearly = new ArrayList<>();
        for (AdapterFactory factory : factories) {
            AgentsView.Known found = invocation.installed().look(factory);
            @Nullable Availability availability = found.availability();
            if (agents.contains(factory.id())
                    || (agents.isEmpty() && availability != null && availability.installed())) {
                ready.add(new Found(factory.id(), remark(factory, availability)));
            } else if (availability != null && (availability.installed() || availability.version() != null)) {
                nearly.add(new Found(factory.id(), remark(factory, availability)));
            }
        }
        List<DetectedProject> projects = ProjectDetector.detect(home);
        return new InitialConfig(schema, ready, nearly, checks, projects);
    }

    private static String remark(AdapterFactory factory, @Nullable Availability found) {
        String version = found == null || found.version() == null ? "" : " (" + found.version() + ")";
        String advice = found == null || found.advice().isEmpty() ? "" : " " + found.advice();
        return (factory.description() + version + advice).replaceAll("\\s+", " ");
    }

    /** Beside the council's other files of the repository, so that nothing has to be fetched to complete the file. */
    private static void publishSchema(Path schema) throws IOException {
        Files.createDirectories(Objects.requireNonNull(schema.getParent()));
        try (InputStream content = InitCommand.class.getResourceAsStream("/" + SCHEMA)) {
            Files.copy(Objects.requireNonNull(content, SCHEMA), schema, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void tell(InitialConfig config, Path file) {
        PrintStream out = council.terminal().out();
        out.println("Wrote " + file);
        out.println("  agents: "
                + (config.agents().isEmpty()
                        ? "none was found here; `council agents` lists those that are known, any command will do"
                        : String.join(
                                ", ", config.agents().stream().map(Found::name).toList())));
        out.println("  check: "
                + (config.hasCheck()
                        ? checks.isEmpty() ? config.projects().get(0).reporting() : String.join(", ", checks)
                        : "none was found; name under 'checks' what tells good changes from bad ones"));
        out.println("Next: look at it, commit it, then");
        out.println("  council doctor --checks    # whether agents, sandbox and checks work here");
        out.println("  council plan 'your task'   # what a run would do and cost");
        out.println("  council run 'your task'");
    }
}
