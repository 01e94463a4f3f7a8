package io.clicouncil.workspace;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A commit against its base, with statistics for each path. Renames are not guessed: they are a deletion and an addition.
 *
 * @param base the id of the commit that it changes
 * @param branch the short name of the branch that holds it, or null for an empty change
 * @param commit its id, or null for an empty change
 * @param files the paths that it touches, sorted
 * @param takenOut paths whose edits were taken out, sorted: protected ones, and what is no file of this repository, such as
 *     nested repositories and the insides of submodules
 * @param breaches what it breaks of the policy that it was captured under, a sentence each, without the value of any secret
 * @param scripts package scripts that it adds and that package managers run unasked, a sentence each
 * @since 0.1
 */
public record Change(
        String base,
        @Nullable String branch,
        @Nullable String commit,
        List<FileChange> files,
        List<String> takenOut,
        List<String> breaches,
        List<String> scripts) {

    /** Checks that exactly an empty change has no commit, and takes copies. */
    public Change {
        Objects.requireNonNull(base, "base");
        files = List.copyOf(files);
        takenOut = List.copyOf(takenOut);
        breaches = List.copyOf(breaches);
        scripts = List.copyOf(scripts);
        if (files.isEmpty() != (commit == null) || files.isEmpty() != (branch == null)) {
            throw new IllegalArgumentException("a change has a commit on a branch exactly when it touches a path");
        }
    }

    /** A change that breaks no policy and adds no script. */
    public Change(
            String base,
            @Nullable String branch,
            @Nullable String commit,
            List<FileChange> files,
            List<String> takenOut) {
        this(base, branch, commit, files, takenOut, List.of(), List.of());
    }

    /** A change of nothing. */
    public static Change none(String base, List<String> takenOut) {
        return new Change(base, null, null, List.of(), takenOut);
    }

    /** Whether it touches nothing. */
    @JsonIgnore
    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** The lines that it adds. */
    public int insertions() {
        return files.stream().mapToInt(FileChange::insertions).sum();
    }

    /** The lines that it takes away. */
    public int deletions() {
        return files.stream().mapToInt(FileChange::deletions).sum();
    }
}
