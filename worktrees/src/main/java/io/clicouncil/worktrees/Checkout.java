package io.clicouncil.worktrees;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A working tree that a tree is written to, and what each file was like when it was written. */
final class Checkout {
    private final Path root;
    private final @Nullable FileStat[] stats;

    /**
     * A working tree of which nothing is written yet.
     *
     * @param root its folder, which is there
     */
    Checkout(Path root, TreeListing tree) {
        this.root = root;
        this.stats = new FileStat[tree.size()];
    }

    Path root() {
        return root;
    }

    /** What the file of an entry was like, or null for one that was not written. */
    @Nullable
    FileStat stat(int position) {
        return stats[position];
    }

    void written(int position, FileStat stat) {
        stats[position] = stat;
    }
}
