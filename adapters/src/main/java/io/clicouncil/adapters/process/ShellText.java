package io.clicouncil.adapters.process;

import io.clicouncil.process.CommandSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a command as text that a POSIX shell reads back byte for byte. */
final class ShellText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private ShellText() {}

    /** Says why a shell cannot hand this command on, or null where it can. */
    static @Nullable String objection(CommandSpec spec) {
        for (String name : spec.environment().keySet()) {
            if (!NAME.matcher(name).matches()) {
                return "the environment name '" + name + "' cannot be handed on: only letters, digits and _ can";
            }
        }
        boolean nul = spec.command().stream().anyMatch(ShellText::holdsNul)
                || spec.environment().values().stream().anyMatch(ShellText::holdsNul);
        return nul ? "an argument or environment value holds a NUL character" : null;
    }

    /**
     * The job file of a supervisor.
     *
     * @param command what is executed: the executable by its path, with walls before it where it has some
     */
    static String job(CommandSpec spec, List<String> command, String id) {
        Path stdin = spec.stdin();
        return "council_directory=" + quote(spec.directory().toString())
                + "\ncouncil_stdin=" + quote(stdin == null ? "/dev/null" : absolute(stdin))
                + "\ncouncil_stdout=" + quote(absolute(spec.stdout()))
                + "\ncouncil_stderr=" + quote(absolute(spec.stderr()))
                + "\nset --" + command.stream().map(a -> " " + quote(a)).collect(Collectors.joining())
                + "\nenvironment() {\n" + exports(spec.environment())
                + "export COUNCIL_TREE=" + quote(id) + "\n}\n";
    }

    /** The text in single quotes, in which a shell takes every byte for itself. */
    static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String exports(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(entry -> "export " + entry.getKey() + "=" + quote(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().toString();
    }

    private static boolean holdsNul(String text) {
        return text.indexOf('\0') >= 0;
    }
}
