package io.clicouncil.cli;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the command will be able to do one day: refused by name until then, so that nobody believes it was heeded. */
final class NotYet {
    private static final Set<String> COMMANDS = Set.of("watch", "shell", "completion");
    private static final Set<String> OPTIONS = Set.of("--report");

    private NotYet() {}

    /** What to say of an argument that nobody knows, or null where it is not one of these. */
    static @Nullable String words(String argument) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        return COMMANDS.contains(name) || OPTIONS.contains(name)
                ? "'" + name + "' is not supported by this version yet"
                : null;
    }
}
