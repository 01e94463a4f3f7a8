package io.clicouncil.adapter;

import org.jspecify.annotations.Nullable;

/**
 * What is known of an adapter itself, whatever is on this machine.
 *
 * @param triedVersion the version of the program that it was tried with, or null where it was written after documentation
 *     and never ran against the real one
 * @param minimumVersion the oldest version of the program that it understands, or null where that is not known
 * @param manifest the manifest that describes it, as YAML, or null where it is written in Java
 * @since 0.1
 */
public record AdapterProfile(
        @Nullable String triedVersion,
        @Nullable String minimumVersion,
        @Nullable String manifest) {}
