package io.clicouncil.event;

import io.clicouncil.event.CouncilEvent.Stamp;

/**
 * An event that has happened but is not numbered yet, for example {@code stamp -> new RetryDue(stamp, "claude", 2)}.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Draft {
    /** The event with its run, number and time. */
    CouncilEvent stamped(Stamp stamp);
}
