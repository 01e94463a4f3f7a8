package io.clicouncil.adapters.process;

import io.clicouncil.adapters.process.Outcome.Wish;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.ResourceUsage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Puts into a result how a command ended. */
final class Results {
    private static final int NO_SUCH_EXECUTABLE = 127;

    private Results() {}

    /** It was not started. */
    static CommandResult neverRan(Ending ending, KillLevel level, String message) {
        return new CommandResult(ending, null, Duration.ZERO, level.label(), ResourceUsage.UNKNOWN, message);
    }

    /** Its supervisor said how. */
    static CommandResult ended(Outcome outcome, KillLevel level, Duration duration, ResourceUsage resources) {
        return new CommandResult(
                outcome.ending(), outcome.exitCode(), duration, level.label(), resources, outcome.message());
    }

    /** Its supervisor could not execute it. */
    static CommandResult unstarted(Outcome outcome, String name, KillLevel level) {
        return outcome.exitCode() == NO_SUCH_EXECUTABLE
                ? neverRan(Ending.NOT_FOUND, level, name + " names an interpreter that is not there")
                : neverRan(
                        Ending.FAILED,
                        level,
                        name + " could not be executed with these arguments and this environment");
    }

    /** Its supervisor was killed; where that was our wish, it says so. */
    static CommandResult lost(@Nullable Wish wish, KillLevel level, Duration duration, ResourceUsage resources) {
        return new CommandResult(
                wish == null ? Ending.FAILED : wish.ending(),
                null,
                duration,
                level.label(),
                resources,
                wish == null ? "its supervisor was killed" : wish.message());
    }
}
