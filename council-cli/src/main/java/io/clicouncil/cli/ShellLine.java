package io.clicouncil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;

/** Carries out what was typed into the shell: a task, or a command after a slash. */
final class ShellLine {
    private static final Set<String> LEAVE = Set.of("/quit", "/exit");

    private final Terminal terminal;
    private final List<String> options;

    /**
     * Lines of a shell.
     *
     * @param options global options that hold for each command
     */
    ShellLine(Terminal terminal, List<String> options) {
        this.terminal = terminal;
        this.options = List.copyOf(options);
    }

    /** Whether it says to leave. */
    boolean leaves(String line) {
        return LEAVE.contains(line);
    }

    /** Carries it out. What went wrong is said; the shell goes on. */
    void carryOut(String line) {
        if (line.isEmpty()) {
            return;
        }
        List<String> words = new ArrayList<>(options);
        if (!line.startsWith("/")) {
            words.addAll(List.of("run", "--", line));
        } else {
            List<String> typed = words(line.substring(1));
            if (typed.isEmpty() || typed.get(0).equals("shell")) {
                terminal.complain("this is the shell; /help lists commands");
                return;
            }
            words.addAll(typed);
        }
        Main.execute(terminal, words.toArray(String[]::new));
    }

    /** By the rules of quotes that shells have. */
    private static List<String> words(String line) {
        return new DefaultParser()
                .parse(line, line.length(), Parser.ParseContext.ACCEPT_LINE).words().stream()
                        .filter(word -> !word.isEmpty())
                        .toList();
    }
}
