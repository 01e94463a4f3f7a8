package io.clicouncil.cli;

import io.clicouncil.redaction.Redaction;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the command talks to.
 *
 * @param out standard output: what the user asked for
 * @param err standard error: progress, warnings, errors
 * @param in standard input
 * @param environment the user's environment
 * @param directory the absolute folder that the user is in
 */
record Terminal(PrintStream out, PrintStream err, InputStream in, Map<String, String> environment, Path directory) {
    Terminal {
        environment = Map.copyOf(environment);
    }

    /** The same with the user in another folder. */
    Terminal withDirectory(Path other) {
        return new Terminal(out, err, in, environment, other);
    }

    /** Whether somebody looks at standard output; the launcher says so, the JVM cannot tell before version 22. */
    boolean isShown() {
        return environment.containsKey("COUNCIL_STDOUT_TTY");
    }

    /** Whether somebody looks at standard error on a terminal that can move its cursor, and no build server does. */
    boolean isLive() {
        String type = environment.getOrDefault("TERM", "");
        String ci = environment.getOrDefault("CI", "");
        return environment.containsKey("COUNCIL_STDERR_TTY")
                && !type.isEmpty()
                && !type.equals("dumb")
                && (ci.isEmpty() || ci.equals("false"));
    }

    /** Prints an error, without the keys of the environment, whatever it is about. */
    void complain(String message) {
        err.println("council: " + Redaction.of(List.of(environment)).text(message));
    }
}
