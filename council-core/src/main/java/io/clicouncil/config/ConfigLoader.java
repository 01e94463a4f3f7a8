package io.clicouncil.config;

import io.clicouncil.config.Node.Entries;
import io.clicouncil.config.Node.Entry;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.strategy.StrategySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads and merges the levels of configuration, highest first: options of the command line, variables of the environment,
 * {@code council.yml} of the repository, {@code council/config.yml} and {@code council/adapters/*.yml} in the user's
 * configuration directory ({@code $XDG_CONFIG_HOME} or {@code ~/.config}), built-in defaults. Agents are merged by name
 * and key; any other list or value of a higher level replaces the lower one's.
 *
 * <p>Every method leaves the loader as it is and gives another. {@link #load} reads files and blocks.
 *
 * @since 0.1
 */
public final class ConfigLoader {
    /** The name of a repository's file. */
    public static final String FILE_NAME = "council.yml";

    private static final String MISSPELT = "council.yaml";
    private static final String SUFFIX = ".yml";

    private final Map<String, String> environment;
    private final Map<ConfigOption, List<String>> options;
    private final Set<String> otherOptions;
    private final @Nullable Path file;

    /**
     * The configuration of somebody who has configured nothing: no file is read, no option counts.
     *
     * @param environment where the user's folders are looked up
     * @param directory where the user stands
     * @throws CouncilException where there is no place for workspaces
     */
    public static CouncilConfig defaults(Map<String, String> environment, Path directory) {
        Map<String, String> folders = new HashMap<>(environment);
        folders.keySet().removeIf(name -> name.startsWith(ConfigOption.VARIABLE));
        Path start = real(directory);
        return new ConfigLoader(folders).merged(start, start, List.of());
    }

    /**
     * A loader without any option.
     *
     * @param environment where variables and the user's folders are looked up, usually {@link HostEnvironment#current()}
     */
    public ConfigLoader(Map<String, String> environment) {
        this(Map.copyOf(environment), Map.of(), Set.of(), null);
    }

    private ConfigLoader(
            Map<String, String> environment,
            Map<ConfigOption, List<String>> options,
            Set<String> otherOptions,
            @Nullable Path file) {
        this.environment = environment;
        this.options = options;
        this.otherOptions = otherOptions;
        this.file = file;
    }

    /**
     * Takes the options of the command line.
     *
     * @param given the values of each as they were typed; an empty list for an option without a value
     */
    public ConfigLoader options(Map<ConfigOption, List<String>> given) {
        Map<ConfigOption, List<String>> copy = new EnumMap<>(ConfigOption.class);
        given.forEach((option, values) -> copy.put(option, List.copyOf(values)));
        return new ConfigLoader(environment, copy, otherOptions, file);
    }

    /** Names the long options that are no configuration, so that their variables are not refused as unknown. */
    public ConfigLoader otherOptions(Collection<String> longNames) {
        return new ConfigLoader(environment, options, Set.copyOf(longNames), file);
    }

    /** Reads this file in place of {@code council.yml}, which is not looked for then; null looks for it. */
    public ConfigLoader file(@Nullable Path other) {
        return new ConfigLoader(environment, options, otherOptions, other);
    }

    /**
     * Reads the configuration that is in force in a folder.
     *
     * @param directory where the user stands
     * @param root the root of the repository's working tree, the last folder in which {@code council.yml} is looked for;
     *     the directory itself where there is no repository
     * @throws CouncilException where a level cannot be read or holds what it may not, naming file and line, option or
     *     variable
     */
    public CouncilConfig load(Path directory, Path root) {
        Path start = real(directory);
        Path top = real(root);
        Optional<ConfigFile> project = project(start, top);
        UserFolders user = UserFolders.of(environment);
        List<Level> levels = new ArrayList<>();
        project.map(Level::of).ifPresent(levels::add);
        user.configuration().ifPresent(folder -> levels.addAll(userLevels(folder)));
        return merged(
                start,
                project.map(ConfigFile::folder)
                        .filter(folder -> folder.startsWith(top))
                        .orElse(start),
                levels);
    }

    private CouncilConfig merged(Path start, Path folder, List<Level> levels) {
        Options given = new Options(options, environment, otherOptions, start);
        Entries merged = given.asFile();
        new ConfigReader(merged, environment).validate();
        for (Level level : levels) {
            new ConfigReader(level.written(), environment).validate();
            merged = Merge.over(merged, level.written());
        }
        ConfigReader config = new ConfigReader(merged, environment);
        return new CouncilConfig(
                folder,
                levels.stream().map(Level::path).toList(),
                config.agents(),
                given.agents(),
                config.manifests(),
                given.value(ConfigOption.BASE).map(Value::text).orElse("HEAD"),
                config.checks(),
                given.raised(ConfigOption.UNVERIFIED),
                config.expect(),
                config.hidden(),
                config.protect(),
                config.scope(),
                config.limits(),
                config.framed(),
                strategy(config, given),
                config.judge(),
                config.setup(),
                config.sandbox(),
                config.trustRepoConfig(),
                given.raised(ConfigOption.WITH_CHANGES),
                apply(config, given),
                config.keep(),
                config.prices(),
                config.workspaces().or(UserFolders.of(environment)::cache).orElseThrow(ConfigLoader::homeless));
    }

    /** A file may hold what another strategy needs; whoever types it means it. */
    private static StrategySettings strategy(ConfigReader config, Options given) {
        StrategySettings strategy = config.strategy();
        given.value(ConfigOption.WORTH)
                .filter(typed -> strategy.worth() == null)
                .ifPresent(typed -> {
                    throw typed.place()
                            .error("this is for the strategy cascade, and the strategy is "
                                    + strategy.kind().id());
                });
        return strategy;
    }

    private static ApplySettings apply(ConfigReader config, Options given) {
        ApplySettings settings = config.apply(given.applies());
        return given.raised(ConfigOption.WITH_CHANGES) && !given.namesApplyMode() ? settings.ofSnapshot() : settings;
    }

    /**
     * Looks for a repository's file.
     *
     * @param directory where to begin
     * @param root the last folder to look in
     * @return the nearest {@code council.yml}, or nothing
     * @throws CouncilException where there is a {@code council.yaml} instead, which would be ignored in silence
     */
    public static Optional<Path> find(Path directory, Path root) {
        Path top = real(root);
        for (Path folder = real(directory); folder != null && folder.startsWith(top); folder = folder.getParent()) {
            if (Files.exists(folder.resolve(FILE_NAME))) {
                return Optional.of(folder.resolve(FILE_NAME));
            }
            if (Files.exists(folder.resolve(MISSPELT))) {
                throw CouncilException.usage(folder.resolve(MISSPELT) + ": rename it to " + FILE_NAME);
            }
        }
        return Optional.empty();
    }

    private Optional<ConfigFile> project(Path directory, Path root) {
        if (file == null) {
            return find(directory, root)
                    .map(path -> ConfigFile.at(path, directory.relativize(path).toString()));
        }
        return Optional.of(ConfigFile.at(directory.resolve(file), file.toString()));
    }

    /** The user's own file, then the manifests beside it. */
    private static List<Level> userLevels(Path folder) {
        List<Level> levels = new ArrayList<>();
        Path own = folder.resolve("config.yml");
        if (Files.exists(own)) {
            levels.add(Level.of(ConfigFile.at(own, own.toString())));
        }
        Path manifests = folder.resolve("adapters");
        if (Files.isDirectory(manifests)) {
            try (Stream<Path> files = Files.list(manifests)) {
                files.filter(path -> path.toString().endsWith(SUFFIX))
                        .sorted()
                        .forEach(path -> levels.add(Level.manifest(ConfigFile.at(path, path.toString()))));
            } catch (IOException error) {
                throw new CouncilException(
                        CouncilException.Reason.USAGE,
                        manifests + ": cannot be read (" + error.getClass().getSimpleName() + ")",
                        error);
            }
        }
        return levels;
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException error) {
            throw new CouncilException(CouncilException.Reason.USAGE, folder + ": there is no such folder", error);
        }
    }

    private static CouncilException homeless() {
        return CouncilException.environment(
                "HOME is not set, so there is no place for workspaces: set HOME, or 'workspaces' in " + FILE_NAME);
    }

    /** What one file adds. */
    private record Level(Path path, Entries written) {

        static Level of(ConfigFile file) {
            return new Level(file.path(), file.read());
        }

        /** A file that is one manifest, as the entry of {@code adapters} that it stands for. */
        static Level manifest(ConfigFile file) {
            Entries content = file.read();
            Place place = new Place(file.shown(), 1, file.folder());
            String name = String.valueOf(file.path().getFileName());
            String id = name.substring(0, name.length() - SUFFIX.length());
            Entries adapters = new Entries(place, Map.of(id, new Entry(place, content)));
            return new Level(file.path(), new Entries(place, Map.of("adapters", new Entry(place, adapters))));
        }
    }
}
