package io.clicouncil.cli;

import io.clicouncil.config.HostEnvironment;
import io.clicouncil.failure.CouncilException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point of the {@code council} command. */
public final class Main {
    private Main() {}

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        WatchedOutput watched = new WatchedOutput(new FileOutputStream(FileDescriptor.out));
        PrintStream out = new PrintStream(watched, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(
                out, err, System.in, HostEnvironment.current(), Path.of("").toAbsolutePath());
        int exitCode = execute(terminal, args);
        out.flush();
        if (watched.lost()) {
            terminal.complain("standard output could not be written, so the result there is not whole");
            exitCode = ExitCode.INTERNAL;
        }
        err.flush();
        System.exit(exitCode);
    }

    /** Runs the command on a terminal and tells its exit code. */
    static int execute(Terminal terminal, String... args) {
        return commandLine(terminal).execute(withAttachedValues(args));
    }

    /** The command with all its subcommands, ready to be given arguments. */
    static CommandLine commandLine(Terminal terminal) {
        return HelpPages.on(new CommandLine(new CouncilCommand(terminal)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setUsageHelpAutoWidth(false)
                .setParameterExceptionHandler(wrongUsage(terminal))
                .setExecutionExceptionHandler(failure(terminal));
    }

    /** {@code --apply} takes its value after an equals sign only, so that the task may follow it. */
    static String[] withAttachedValues(String[] args) {
        String[] attached = args.clone();
        for (int i = 0; i < attached.length && !attached[i].equals("--"); i++) {
            if (attached[i].equals("--apply")) {
                attached[i] = "--apply=";
            }
        }
        return attached;
    }

    private static IParameterExceptionHandler wrongUsage(Terminal terminal) {
        return (error, args) -> {
            String command = error.getCommandLine().getCommandSpec().qualifiedName();
            terminal.complain(String.valueOf(error.getMessage()));
            UnmatchedArgumentException.printSuggestions(
                    error, error.getCommandLine().getErr());
            terminal.err().println("Type '" + command + " --help' for what it takes.");
            return ExitCode.USAGE;
        };
    }

    private static IExecutionExceptionHandler failure(Terminal terminal) {
        return (error, line, parsed) -> {
            if (error instanceof CouncilException ours) {
                terminal.complain(String.valueOf(ours.getMessage()));
                return ExitCode.of(ours);
            }
            if (error instanceof InterruptedException) {
                return ExitCode.INTERRUPTED;
            }
            StackTraceElement[] trace = error.getStackTrace();
            terminal.complain("internal error, please report it: "
                    + error.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]));
            return ExitCode.INTERNAL;
        };
    }
}
