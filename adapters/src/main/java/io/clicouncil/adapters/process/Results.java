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

    private final KillLevel level;
    private final String sandbox;

    /**
     * Results of a command.
     *
     * @param level how its tree is held together
     * @param sandbox what walls it in
     */
    Results(KillLevel level, String sandbox) {
        this.level = level;
        this.sandbox = sandbox;
    }

    /** It was not started. */
    CommandResult neverRan(Ending ending, String message) {
        return new CommandResult(ending, null, Duration.ZERO, level.label(), sandbox, ResourceUsage.UNKNOWN, message);
    }

    /** Its supervisor said how. */
    CommandResult ended(Outcome outcome, Duration duration, ResourceUsage resources) {
        return new CommandResult(
                outcome.ending(), outcome.exitCode(), duration, level.label(), sandbox, resources, outcome.message());
    }

    /** Its supervisor could not execute it. */
    CommandResult unstarted(Outcome outcome, String name) {
        return outcome.exitCode() == NO_SUCH_EXECUTABLE
                ? neverRan(Ending.NOT_FOUND, name + " names an interpreter that is not there")
                : neverRan(Ending.FAILED, name + " could not be executed with these arguments and this environment");
    }

    /** Its supervisor was killed; where that was our wish, it says so. */
    CommandResult lost(@Nullable Wish wish, Duration duration, ResourceUsage resources) {
        return new CommandResult(
                wish == null ? Ending.FAILED : wish.ending(),
                null,
                duration,
                level.label(),
                sandbox,
                resources,
                wish == null ? "its supervisor was killed" : wish.message());
    }
}
