package io.clicouncil.worktrees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Ref;

/** Removes what a dead run left. Its lock is held meanwhile. */
final class Removal {
    private final RunContext run;

    Removal(RunContext run) {
        this.run = run;
    }

    /** Does it, and says what was done. */
    List<String> remove(boolean branches) throws IOException {
        List<String> done = new ArrayList<>(Interruption.of(run).settle());
        done.addAll(new Sweep(run).worktrees());
        for (Path folder : List.of(run.stage(), run.trash())) {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Folders.delete(folder);
                done.add("Removed the temporary files in " + folder + ".");
            }
        }
        Folders.deleteIfEmpty(Folders.parentOf(run.trash()));
        Folders.deleteIfEmpty(Folders.parentOf(run.workspaces()));
        Folders.deleteIfEmpty(run.places().folder());
        done.addAll(
                ReferenceLocks.of(run.layout().commonDirectory(), run.runId()).remove());
        if (branches) {
            for (String prefix : List.of(Branches.HEADS + "council/" + run.runId() + "/", Snapshot.refsOf(run))) {
                for (Ref branch : run.repository().getRefDatabase().getRefsByPrefix(prefix)) {
                    done.add(remove(branch));
                }
            }
        }
        return done;
    }

    private String remove(Ref branch) throws IOException {
        String name = Branches.shortName(branch);
        if (Branches.checkedOut(run, null).contains(branch.getName())) {
            return "Left the branch " + name + ", since a working tree is on it: switch that to another one first.";
        }
        Branches.delete(run.repository(), branch);
        return run.repository().getRefDatabase().exactRef(branch.getName()) == null
                ? "Removed the branch " + name + ", which was at "
                        + branch.getObjectId().abbreviate(10).name() + "."
                : "Left the branch " + name + ", since it is locked or moved just now: try again.";
    }
}
