package io.clicouncil.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One command to run. It is never given to a shell by the runner; who wants a shell names it.
 *
 * @param command the executable and its arguments, at least one; an executable without a slash is looked up on the
 *     {@code PATH} of {@code environment}; a relative one with a slash is resolved against {@code directory}
 * @param directory the absolute working directory
 * @param environment the whole environment of the child; nothing else of ours reaches it
 * @param stdin the file that is its standard input, or null for an empty one
 * @param stdout the file that takes its standard output, byte for byte; created or emptied
 * @param stderr the file that takes its standard error; created or emptied
 * @param limits what it may use before its tree is ended
 * @param stop raised to end it early
 * @param sandbox the walls around it, or null for none; the standard streams are opened outside of them
 * @since 0.1
 */
public record CommandSpec(
        List<String> command,
        Path directory,
        Map<String, String> environment,
        @Nullable Path stdin,
        Path stdout,
        Path stderr,
        CommandLimits limits,
        StopSignal stop,
        @Nullable Sandbox sandbox) {

    /** A command without walls. */
    public CommandSpec(
            List<String> command,
            Path directory,
            Map<String, String> environment,
            @Nullable Path stdin,
            Path stdout,
            Path stderr,
            CommandLimits limits,
            StopSignal stop) {
        this(command, directory, environment, stdin, stdout, stderr, limits, stop, null);
    }

    /** Checks what a runner relies on. */
    public CommandSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        Objects.requireNonNull(stdout, "stdout");
        Objects.requireNonNull(stderr, "stderr");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(stop, "stop");
        if (command.isEmpty() || command.get(0).isEmpty()) {
            throw new IllegalArgumentException("a command names an executable");
        }
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("the working directory is not absolute: " + directory);
        }
    }
}
