package io.clicouncil.adapter;

import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.StopSignal;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an adapter may use for one attempt.
 *
 * @param agent the agent's name in the council
 * @param attempt the attempt's number, the first is 1
 * @param model the model to use, or null for the agent's own choice
 * @param prompt the whole prompt, as it is to reach the agent
 * @param promptFile a file that holds the prompt in UTF-8, outside the workspace
 * @param directory the folder to work in, inside a private workspace, absolute
 * @param files a folder for the files of this attempt, empty unless it is {@code resumed}, outside the workspace, absolute
 * @param environment the whole environment of the agent's process, its keys included
 * @param limits what the attempt may use
 * @param maxCost the most it may cost in US dollars, or null for no limit
 * @param session the agent's own name of the session that this attempt goes on with where it can, or null
 * @param stop raised when the attempt must end early; it then ends as {@code CANCELLED}
 * @param resumed whether a council that went away may have begun this very attempt; it is then gone on with, and made only
 *     where there is no trace of it, so that nothing is paid twice
 * @since 0.1
 */
public record TaskAssignment(
        String agent,
        int attempt,
        @Nullable String model,
        String prompt,
        Path promptFile,
        Path directory,
        Path files,
        Map<String, String> environment,
        CommandLimits limits,
        @Nullable BigDecimal maxCost,
        @Nullable String session,
        StopSignal stop,
        boolean resumed) {

    /** Checks the parts and takes copies. */
    public TaskAssignment {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(prompt, "prompt");
        Objects.requireNonNull(promptFile, "promptFile");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(files, "files");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(stop, "stop");
        environment = Map.copyOf(environment);
        if (attempt < 1) {
            throw new IllegalArgumentException("the first attempt is number 1, not " + attempt);
        }
    }

    /** Keeps prompt and environment out of logs. */
    @Override
    public String toString() {
        return "TaskAssignment[" + agent + ", attempt " + attempt + "]";
    }
}
