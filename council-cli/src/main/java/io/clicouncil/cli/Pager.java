package io.clicouncil.cli;

import io.clicouncil.adapters.process.ForegroundCommand;
import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows long output page by page where somebody looks at it, by the program that the user's own environment names; what a
 * repository's configuration names is never started.
 */
final class Pager {
    /** Ends by itself where all fits on the screen, leaves colours as they are, and cuts nothing off. */
    private static final String USUAL = "if command -v less >/dev/null; then exec less; else exec cat; fi";

    private static final int NOT_STARTED = 126;
    private static final int NOT_FOUND = 127;

    private Pager() {}

    /** Work that prints. */
    interface Printing {
        void to(PrintStream out) throws IOException;
    }

    /** Prints to a pager, or where there is none to standard output. */
    static void show(Terminal terminal, Printing printing) throws IOException {
        String pager = command(terminal);
        if (pager == null) {
            printing.to(terminal.out());
            terminal.out().flush();
            return;
        }
        Map<String, String> environment = new HashMap<>(terminal.environment());
        environment.putIfAbsent("LESS", "FRX");
        terminal.out().flush();
        // Ctrl-C is the pager's while it is there.
        new Signals().answer(() -> {}, () -> {});
        int exitCode = ForegroundCommand.feed(List.of("sh", "-c", pager), environment, pipe -> {
            try (PrintStream out = new PrintStream(pipe, false, StandardCharsets.UTF_8)) {
                printing.to(out);
            }
        });
        if (exitCode == NOT_STARTED || exitCode == NOT_FOUND) {
            throw CouncilException.environment(
                    "the pager cannot be started: GIT_PAGER or PAGER names it; 'cat' in its place shows all at once");
        }
    }

    private static @Nullable String command(Terminal terminal) {
        if (!terminal.isShown() || "dumb".equals(terminal.environment().get("TERM"))) {
            return null;
        }
        for (String variable : List.of("GIT_PAGER", "PAGER")) {
            String named = terminal.environment().get(variable);
            if (named != null) {
                return named.isBlank() || named.strip().equals("cat") ? null : named;
            }
        }
        return USUAL;
    }
}
