package io.clicouncil.cli;

import io.clicouncil.config.StateFolder;
import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** An interactive session. It is drawn on standard error, so that standard output holds only what was asked for. */
@Command(
        name = "shell",
        mixinStandardHelpOptions = true,
        description = {
            "Reads tasks line by line, and carries them out.",
            "A line is a task, '/COMMAND …' is any other command. A backslash at the end of a line goes on with the task on the next. Tab completes, the arrows go through what"
                    + " was typed before. Ctrl-C ends the task, not the shell; Ctrl-D or /quit leaves."
        },
        footer = {"", "Examples:", "  council shell", "  council -C ../other shell"})
final class ShellCommand implements Callable<Integer> {
    private static final String PROMPT = "council> ";
    private static final String MORE = "       > ";

    @ParentCommand
    private CouncilCommand council;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        org.jline.terminal.Terminal screen = screen();
        try (screen) {
            ShellLine lines = new ShellLine(council.terminal().withDirectory(council.directory()), globalOptions());
            LineReaderBuilder builder = LineReaderBuilder.builder()
                    .terminal(screen)
                    .appName("council")
                    .completer(new ShellCompleter(council, spec.parent()))
                    // An exclamation mark is part of a task.
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
            history().ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
            LineReader reader = builder.build();
            council.terminal().err().println("A line is a task, /help lists commands, Ctrl-D leaves.");
            return converse(screen, reader, lines);
        }
    }

    private int converse(org.jline.terminal.Terminal screen, LineReader reader, ShellLine lines) {
        while (true) {
            try {
                String line = read(reader);
                if (lines.leaves(line)) {
                    return ExitCode.OK;
                }
                // A run answers Ctrl-C itself; whatever else takes long is interrupted.
                Thread self = Thread.currentThread();
                org.jline.terminal.Terminal.SignalHandler before =
                        screen.handle(org.jline.terminal.Terminal.Signal.INT, signal -> self.interrupt());
                try {
                    lines.carryOut(line);
                } finally {
                    screen.handle(org.jline.terminal.Terminal.Signal.INT, before);
                    // One that came too late is nobody's any more.
                    Thread.interrupted();
                }
            } catch (UserInterruptException dropped) {
                council.terminal().err().println("Ctrl-D leaves.");
            } catch (EndOfFileException left) {
                return ExitCode.OK;
            }
        }
    }

    private static String read(LineReader reader) {
        StringBuilder whole = new StringBuilder();
        String line = reader.readLine(PROMPT);
        while (line.endsWith("\\")) {
            whole.append(line, 0, line.length() - 1).append('\n');
            line = reader.readLine(MORE);
        }
        return whole.append(line).toString().strip();
    }

    private org.jline.terminal.Terminal screen() {
        try {
            if (council.terminal().environment().containsKey("COUNCIL_STDERR_TTY")) {
                return TerminalBuilder.builder()
                        .system(true)
                        .systemOutput(SystemOutput.ForcedSysErr)
                        .provider("jni")
                        .dumb(false)
                        // Asking the terminal what it can do would leave its answers where nobody reads them.
                        .graphemeCluster(false)
                        .build();
            }
        } catch (IOException | IllegalStateException noTerminal) {
            // Said below.
        }
        throw CouncilException.environment(
                "the shell needs a terminal to read from; `council run -` takes a task from" + " standard input");
    }

    /** What the user typed besides the name of this command holds for each command in it. */
    private List<String> globalOptions() {
        List<String> typed =
                new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
        typed.remove(spec.name());
        int directory = typed.indexOf("-C");
        if (directory >= 0) {
            typed.subList(directory, directory + 2).clear();
        }
        typed.removeIf(word -> word.startsWith("-C"));
        return typed;
    }

    /** The file that keeps what was typed, readable by its owner only; empty where there is no place for it. */
    private Optional<Path> history() throws IOException {
        Optional<Path> state = StateFolder.of(council.terminal().environment());
        if (state.isEmpty()) {
            return state;
        }
        Path file = Files.createDirectories(state.get()).resolve("shell-history");
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return Optional.of(file);
    }
}
