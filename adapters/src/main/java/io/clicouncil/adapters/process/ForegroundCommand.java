package io.clicouncil.adapters.process;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * Runs a program of the user's on the terminal that this process is on, such as a pager: it shares our standard output and
 * error, and stays in our process group, without which it could not read keys. Agents and checks are run by
 * {@link ZtCommandRunner}.
 *
 * @since 0.1
 */
public final class ForegroundCommand {
    private ForegroundCommand() {}

    /**
     * What the program is fed with.
     *
     * @since 0.1
     */
    public interface Feed {
        /** Writes all of it. */
        void to(OutputStream pipe) throws IOException;
    }

    /**
     * Starts a program, feeds its standard input, and waits for its end. A program that ends before it has read all is
     * none the worse for it.
     *
     * @param command the executable and its arguments
     * @param environment the whole environment of the program
     * @return its exit code
     */
    public static int feed(List<String> command, Map<String, String> environment, Feed feed) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (OutputStream pipe = process.getOutputStream()) {
            feed.to(pipe);
        } catch (IOException closed) {
            // Whoever has seen enough closes it.
        } finally {
            process.onExit().join();
        }
        return process.exitValue();
    }
}
