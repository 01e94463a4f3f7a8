package io.clicouncil.verify;

import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.StopSignal;
import io.clicouncil.sandbox.Walls;
import io.clicouncil.setup.Setup;
import io.clicouncil.task.Check;
import io.clicouncil.workspace.RunWorkspaces;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is to be judged, and how.
 *
 * @param agent whose change it is
 * @param commit the change's commit; a clean room is a fresh workspace at it. Where it is the base itself, every check is
 *     run afresh, and red is no verdict on anybody
 * @param checks the checks, run in this order until a required one does not pass
 * @param gate what the change is held against
 * @param workspaces where clean rooms come from
 * @param setup what is done in a clean room before its use
 * @param folder where checks start, relative to the root of the clean room
 * @param files a folder for their transcripts, which need not be there, outside the clean room
 * @param environment the whole environment of a check, without any key
 * @param walls what is around setup commands and checks
 * @param limits what a check may use; one with a time-out of its own has that
 * @param stop raised to end it early
 * @param optionalBeside whether optional checks may run beside the required ones, in a clean room of their own
 * @since 0.1
 */
public record VerificationRequest(
        String agent,
        String commit,
        List<Check> checks,
        Gate gate,
        RunWorkspaces workspaces,
        Setup setup,
        Path folder,
        Path files,
        Map<String, String> environment,
        Walls walls,
        CommandLimits limits,
        StopSignal stop,
        boolean optionalBeside) {

    /** Checks the parts and takes copies. */
    public VerificationRequest {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(gate, "gate");
        Objects.requireNonNull(workspaces, "workspaces");
        Objects.requireNonNull(setup, "setup");
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(files, "files");
        Objects.requireNonNull(walls, "walls");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(stop, "stop");
        checks = List.copyOf(checks);
        environment = Map.copyOf(environment);
    }
}
