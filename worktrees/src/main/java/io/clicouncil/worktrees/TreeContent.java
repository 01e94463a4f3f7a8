package io.clicouncil.worktrees;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * A tree as it looks in a working tree.
 *
 * @param notForUs the paths that native git has to write
 */
record TreeContent(TreeListing tree, Conversions conversions, Set<GitPath> notForUs) {

    /** Finds out about all of {@code tree}. */
    static TreeContent of(RunContext run, TreeListing tree, ObjectReader reader) throws IOException {
        return of(run, tree, tree.entries(), reader);
    }

    /** Finds out about some entries of {@code tree} only. */
    static TreeContent of(RunContext run, TreeListing tree, Collection<TreeListing.Entry> entries, ObjectReader reader)
            throws IOException {
        Conversions conversions = Conversions.of(run, tree, reader);
        return new TreeContent(tree, conversions, conversions.notForUs(reader, entries));
    }
}
