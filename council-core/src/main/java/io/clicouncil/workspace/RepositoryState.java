package io.clicouncil.workspace;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A git repository as a run finds it.
 *
 * @param root the absolute root of the user's working tree
 * @param commonDirectory the absolute common git directory, where the council keeps its state in {@code council/}
 * @param branch the branch that the user is on, or null on a detached head
 * @param base the id of the commit that a run starts from
 * @param uncommitted the paths with changes that are not part of the base, at most a hundred, relative to the root
 * @since 0.1
 */
public record RepositoryState(
        Path root, Path commonDirectory, @Nullable String branch, String base, List<String> uncommitted) {

    /** Checks the parts and takes a copy. */
    public RepositoryState {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(commonDirectory, "commonDirectory");
        Objects.requireNonNull(base, "base");
        uncommitted = List.copyOf(uncommitted);
    }
}
