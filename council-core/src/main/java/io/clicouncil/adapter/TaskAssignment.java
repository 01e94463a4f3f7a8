package io.clicouncil.adapter;

import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.Mount;
import io.clicouncil.process.Sandbox;
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
 * @param files a folder for the files of this attempt, empty unless it is {@code resumed}, outside the workspace, absolute;
 *     it stands beside those of the agent's other attempts, and its name is the attempt's number
 * @param environment the whole environment of the agent's process, its keys included
 * @param sandbox the walls around the agent's processes, or null for none
 * @param limits what the attempt may use
 * @param maxCost the most it may cost in US dollars, or null for no limit
 * @param session the session that this attempt goes on with where it can, or null for a fresh one
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
        @Nullable Sandbox sandbox,
        CommandLimits limits,
        @Nullable BigDecimal maxCost,
        @Nullable Session session,
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

    /** The folder that was the files of an earlier attempt of this agent in this run. */
    public Path filesOf(int earlier) {
        return files.resolveSibling(String.valueOf(earlier));
    }

    /** The part of {@link #files()} that the agent itself may change, and the only one; nothing in it is to be believed. */
    public Path own() {
        return own(files);
    }

    /** The same of the files of any attempt. */
    public static Path own(Path files) {
        return files.resolve("own");
    }

    /**
     * The same in a session of its own.
     *
     * @param otherFiles the folder for its files
     */
    public TaskAssignment afresh(Path otherFiles) {
        return new TaskAssignment(
                agent,
                attempt,
                model,
                prompt,
                promptFile,
                directory,
                otherFiles,
                environment,
                sandbox == null ? null : sandbox.with(Mount.write(own(otherFiles))),
                limits,
                maxCost,
                null,
                stop,
                resumed);
    }

    /** Keeps prompt and environment out of logs. */
    @Override
    public String toString() {
        return "TaskAssignment[" + agent + ", attempt " + attempt + "]";
    }
}
