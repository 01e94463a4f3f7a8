package io.clicouncil.worktrees;

import io.clicouncil.state.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevWalk;

/** The work in a worktree as a file that {@code git apply} takes, for whoever wants it back. */
final class Patch {
    private Patch() {}

    /** What is to be done with work that a branch of the run holds already. */
    enum Kept {
        SAVED,
        LEFT_OUT
    }

    /**
     * Writes it, where there is any.
     *
     * @param file comes to be, or is replaced, only where there is something to write
     * @return whether it was written
     */
    static boolean write(
            RunContext run, Baseline base, Checkout workspace, LeaseRecord lease, Kept onBranches, Path file)
            throws IOException {
        if (!Folders.isFolder(workspace.root())) {
            return false;
        }
        Edits edits;
        ObjectId tree;
        try (ObjectInserter inserter = run.repository().newObjectInserter()) {
            edits = Edits.readAnyway(run, base, workspace, lease, inserter);
            if (edits.byPath().isEmpty()) {
                return false;
            }
            tree = TreeEdit.apply(base.tree(), edits.byPath(), inserter);
            inserter.flush();
        }
        if (onBranches == Kept.LEFT_OUT && isOnBranch(run, tree)) {
            return false;
        }
        Path patch = difference(run, base.tree().id(), tree);
        PrivateFiles.makeFolder(Folders.parentOf(file));
        if (edits.refused().isEmpty()) {
            Files.move(patch, file, StandardCopyOption.REPLACE_EXISTING);
        } else {
            // Lines before the first difference are skipped by `git apply`.
            String names = edits.refused().stream().map(GitPath::toString).collect(Collectors.joining(", "));
            PrivateFiles.write(file, "Not in this patch, since no commit can hold it: " + names + "\n\n");
            try (var out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
                Files.copy(patch, out);
            }
        }
        return true;
    }

    private static Path difference(RunContext run, ObjectId from, ObjectId to) throws IOException {
        Path empty = run.newFolder("patch");
        Path patch = run.newFolder("patches").resolve("patch");
        run.git()
                .runTo(
                        patch,
                        empty,
                        empty.resolve("no-index"),
                        "diff-tree",
                        "-p",
                        "--binary",
                        "--full-index",
                        "--no-renames",
                        "--no-ext-diff",
                        "--no-textconv",
                        "--no-color",
                        from.name(),
                        to.name());
        return patch;
    }

    private static boolean isOnBranch(RunContext run, ObjectId tree) throws IOException {
        String prefix = Branches.HEADS + "council/" + run.runId() + "/";
        try (ObjectReader reader = run.repository().newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            for (Ref branch : run.repository().getRefDatabase().getRefsByPrefix(prefix)) {
                if (walk.parseCommit(branch.getObjectId()).getTree().equals(tree)) {
                    return true;
                }
            }
        }
        return false;
    }
}
