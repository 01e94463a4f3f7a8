package io.clicouncil.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a change may go.
 *
 * @param forbid patterns, as in {@code .gitignore}, of paths that no change may touch
 * @param changedLines how many lines it may add and take away together, or null for no limit
 * @param changedFiles how many paths it may touch, or null for no limit
 * @since 0.1
 */
public record ScopeRules(
        List<String> forbid,
        @Nullable Integer changedLines,
        @Nullable Integer changedFiles) {
    /** Nothing is out of scope. */
    public static final ScopeRules NONE = new ScopeRules(List.of(), null, null);

    /** Checks the bounds and takes a copy. */
    public ScopeRules {
        forbid = List.copyOf(forbid);
        if ((changedLines != null && changedLines < 1) || (changedFiles != null && changedFiles < 1)) {
            throw new IllegalArgumentException("a change may have at least one line in one file");
        }
    }

    /** The same with these paths forbidden. */
    public ScopeRules forbidding(List<String> patterns) {
        return new ScopeRules(patterns, changedLines, changedFiles);
    }

    /** What is too much of a change, a sentence each; empty where nothing is. */
    List<String> exceeded(int files, int lines) {
        List<String> exceeded = new ArrayList<>();
        if (changedFiles != null && files > changedFiles) {
            exceeded.add("it touches " + files + " files and may touch " + changedFiles + " (limits.changedFiles)");
        }
        if (changedLines != null && lines > changedLines) {
            exceeded.add("it changes " + lines + " lines and may change " + changedLines + " (limits.changedLines)");
        }
        return exceeded;
    }
}
