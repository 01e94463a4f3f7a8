package io.clicouncil.adapter;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
 * @since 0.1
 */
public record Capabilities(
        Set<String> environment,
        boolean reportsCost,
        boolean reportsUsage,
        @JsonIgnore @Nullable String provider) {
    /** Takes a copy. */
    public Capabilities {
        environment = Set.copyOf(environment);
    }

    /** Those of an adapter of one program. */
    public Capabilities(Set<String> environment, boolean reportsCost, boolean reportsUsage) {
        this(environment, reportsCost, reportsUsage, null);
    }
}
