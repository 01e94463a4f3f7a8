package io.clicouncil.config;

import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/** A repository, a home, an environment and a command line of their own. */
final class Setting {
    final Path root;
    final Path home;
    final Map<String, String> environment = new HashMap<>();
    private final Map<ConfigOption, List<String>> options = new EnumMap<>(ConfigOption.class);

    Setting(Path folder) {
        try {
            root = Files.createDirectory(folder.toRealPath().resolve("repository"));
            home = Files.createDirectory(folder.toRealPath().resolve("home"));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        environment.put("HOME", home.toString());
    }

    /** The repository's own file. */
    Setting project(String yaml) {
        return file(root.resolve("council.yml"), yaml);
    }

    /** The user's own file. */
    Setting user(String yaml) {
        return file(home.resolve(".config/council/config.yml"), yaml);
    }

    Setting file(Path path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    Setting file(Path path, byte[] content) {
        try {
            Files.createDirectories(path.resolveSibling(""));
            Files.write(path, content);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        return this;
    }

    Setting variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Setting option(ConfigOption option, String... values) {
        options.put(option, List.of(values));
        return this;
    }

    ConfigLoader loader() {
        return new ConfigLoader(environment).options(options);
    }

    CouncilConfig load() {
        return loader().load(root, root);
    }

    /** The message of the usage error that loading ends with. */
    String error() {
        CouncilException error = Assertions.catchThrowableOfType(CouncilException.class, this::load);
        Assertions.assertThat(error).as("loading fails").isNotNull();
        Assertions.assertThat(error.reason()).isEqualTo(CouncilException.Reason.USAGE);
        return String.valueOf(error.getMessage());
    }
}
