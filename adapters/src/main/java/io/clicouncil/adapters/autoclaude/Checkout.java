package io.clicouncil.adapters.autoclaude;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A checkout of Auto-Claude on this machine. Reading it blocks.
 *
 * @param home its folder, absolute
 * @param backend the folder of its Python program
 * @param specRunner the program that writes a specification
 * @param python the Python that runs it: a path, or a name to look up
 */
record Checkout(Path home, Path backend, Path specRunner, String python) {
    private static final List<String> BACKENDS = List.of("apps/backend", "auto-claude");
    private static final List<String> SPEC_RUNNERS = List.of("runners/spec_runner.py", "spec_runner.py");
    private static final String VENV = ".venv/bin/python";
    private static final Pattern ASSIGNED =
            Pattern.compile("(?m)^\\s*(?:export\\s+)?(?:" + String.join("|", Tokens.NAMES) + ")\\s*=\\s*\\S");

    /**
     * The checkout that an agent names.
     *
     * @throws CouncilException where there is none that has a command line; its message says what to do
     */
    static Checkout of(AutoClaudeOptions options, AdapterContext context) {
        Path home = home(options, context);
        for (String folder : BACKENDS) {
            Path backend = home.resolve(folder);
            if (Files.isRegularFile(backend.resolve("run.py"))) {
                Path runner = SPEC_RUNNERS.stream()
                        .map(backend::resolve)
                        .filter(Files::isRegularFile)
                        .findFirst()
                        .orElseThrow(() -> CouncilException.usage("there is a run.py but no spec_runner.py in "
                                + backend + ": repair the checkout of Auto-Claude"));
                return new Checkout(home, backend, runner, python(options.python(), home, backend, context));
            }
        }
        throw CouncilException.usage(
                Files.isDirectory(home)
                        ? "there is no run.py in " + home.resolve(BACKENDS.get(0)) + " or "
                                + home.resolve(BACKENDS.get(1))
                                + ": 2.8 and later versions of Auto-Claude have no command line; check out 2.7"
                        : "there is no folder " + home + ": check out Auto-Claude 2.7 and name its folder as 'home'");
    }

    /** The folder that an agent names, whether it is a checkout or not. */
    static Path home(AutoClaudeOptions options, AdapterContext context) {
        return resolve(options.home(), context);
    }

    /** The program that builds. */
    Path run() {
        return backend.resolve("run.py");
    }

    /** Its version, or null where it does not name one. */
    @Nullable
    String version() {
        return Json.read(home.resolve("package.json"))
                .map(content -> content.path("version").asString(""))
                .filter(version -> !version.isBlank())
                .orElse(null);
    }

    /** Whether there is a token for it: in the environment, or in the file of settings that it reads itself. */
    boolean hasToken(Map<String, String> environment) {
        if (Tokens.in(environment)) {
            return true;
        }
        try {
            return ASSIGNED.matcher(Files.readString(backend.resolve(".env"), StandardCharsets.ISO_8859_1))
                    .find();
        } catch (IOException e) {
            // Without such a file there is no token in it.
            return false;
        }
    }

    private static String python(@Nullable String wanted, Path home, Path backend, AdapterContext context) {
        if (wanted != null) {
            return wanted.indexOf('/') < 0 ? wanted : resolve(wanted, context).toString();
        }
        Optional<Path> own = Stream.of(home.resolve(VENV), backend.resolve(VENV))
                .filter(Files::isExecutable)
                .findFirst();
        return own.map(Path::toString).orElse("python3");
    }

    private static Path resolve(String written, AdapterContext context) {
        try {
            String userHome = context.environment().get("HOME");
            return written.startsWith("~/") && userHome != null
                    ? Path.of(userHome, written.substring(2)).toAbsolutePath().normalize()
                    : context.folder().resolve(written).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw CouncilException.usage("no folder can have the name that 'home' or 'python' gives");
        }
    }
}
