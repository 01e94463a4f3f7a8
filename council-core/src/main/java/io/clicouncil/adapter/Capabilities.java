package io.clicouncil.adapter;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.clicouncil.process.Mount;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an adapter's agent can do and what it needs.
 *
 * @param environment the names of the environment variables that hold its keys and settings; only these are handed on
 * @param reportsCost whether it names its price itself
 * @param reportsUsage whether it counts its tokens
 * @param provider who limits its use, in words that are never shown; agents with the same words and the same keys share an
 *     account. Null for the adapter's own name, which fits adapters of one program
 * @param needs what it sees behind walls beside its workspace, its program and what every command sees: the state of its
 *     program, files that its command names
 * @since 0.1
 */
public record Capabilities(
        Set<String> environment,
        boolean reportsCost,
        boolean reportsUsage,
        @JsonIgnore @Nullable String provider,
        @JsonIgnore List<Mount> needs) {
    /** Takes copies. */
    public Capabilities {
        environment = Set.copyOf(environment);
        needs = List.copyOf(needs);
    }

    /** Those of an adapter of one program that needs no more. */
    public Capabilities(Set<String> environment, boolean reportsCost, boolean reportsUsage) {
        this(environment, reportsCost, reportsUsage, null, List.of());
    }
}
