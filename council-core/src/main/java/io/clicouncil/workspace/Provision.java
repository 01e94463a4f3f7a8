package io.clicouncil.workspace;

import java.util.List;

/**
 * What a workspace gets from the user's working tree besides the commit: files that git ignores and that work needs, such
 * as local settings and downloaded packages. None of it is ever part of a change.
 *
 * @param copy patterns, as in {@code .gitignore}, of ignored files to copy; those of {@code .worktreeinclude} come on top
 * @param link paths, relative to the root, that become symbolic links to the user's own
 * @since 0.1
 */
public record Provision(List<String> copy, List<String> link) {
    /** Nothing but what {@code .worktreeinclude} names. */
    public static final Provision NONE = new Provision(List.of(), List.of());

    /** Takes copies. */
    public Provision {
        copy = List.copyOf(copy);
        link = List.copyOf(link);
    }
}
