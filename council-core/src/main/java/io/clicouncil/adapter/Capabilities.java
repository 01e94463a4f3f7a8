package io.clicouncil.adapter;

import java.util.Set;

/**
 * What an adapter's agent can do and what it needs.
 *
 * @param environment the names of the environment variables that hold its keys and settings; only these are handed on
 * @param reportsCost whether it names its price itself
 * @param reportsUsage whether it counts its tokens
 * @since 0.1
 */
public record Capabilities(Set<String> environment, boolean reportsCost, boolean reportsUsage) {
    /** Takes a copy. */
    public Capabilities {
        environment = Set.copyOf(environment);
    }
}
