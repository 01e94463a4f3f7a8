package io.clicouncil.worktrees;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One path that applying a change touches.
 *
 * @param before what the user's branch has there, or null for nothing
 * @param after what it is to have, or null for nothing
 */
record Touch(GitPath path, TreeListing.@Nullable Entry before, TreeListing.@Nullable Entry after) {

    /** Every path in which two trees differ. */
    static List<Touch> between(TreeListing from, TreeListing to) {
        List<Touch> touches = new ArrayList<>();
        for (TreeListing.Entry before : from.entries()) {
            TreeListing.@Nullable Entry after = to.find(before.path());
            if (!before.equals(after)) {
                touches.add(new Touch(before.path(), before, after));
            }
        }
        for (TreeListing.Entry after : to.entries()) {
            if (from.find(after.path()) == null) {
                touches.add(new Touch(after.path(), null, after));
            }
        }
        return touches;
    }

    /** The way back. */
    Touch reversed() {
        return new Touch(path, after, before);
    }

    boolean isDeletion() {
        return after == null;
    }
}
