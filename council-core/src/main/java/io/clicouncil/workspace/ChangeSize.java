package io.clicouncil.workspace;

/**
 * How large a change is.
 *
 * @param files how many paths it touches
 * @param insertions lines added
 * @param deletions lines taken away
 * @since 0.1
 */
public record ChangeSize(int files, int insertions, int deletions) {
    /** Checks that nothing is negative. */
    public ChangeSize {
        if (files < 0 || insertions < 0 || deletions < 0) {
            throw new IllegalArgumentException("a change has no negative size");
        }
    }
}
