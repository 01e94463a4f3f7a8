package io.clicouncil.history;

import java.util.List;

/**
 * How the agents of a repository have done.
 *
 * @param ended how many runs have ended and are counted
 * @param open how many have no end: they go on or were cut off, and are not counted
 * @param agents each that was asked, those that were asked last first
 * @since 0.1
 */
public record Stats(int ended, int open, List<AgentStats> agents) {
    /** Takes a copy. */
    public Stats {
        agents = List.copyOf(agents);
    }
}
