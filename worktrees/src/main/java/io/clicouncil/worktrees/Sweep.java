package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.jspecify.annotations.Nullable;

/** Takes away the worktrees of a run that nobody holds: those of a council that was killed. Its lock is held meanwhile. */
final class Sweep {
    private final RunContext run;
    private final List<String> done = new ArrayList<>();

    Sweep(RunContext run) {
        this.run = run;
    }

    /**
     * Takes them all away, and saves the work that is in them first. One whose work cannot be saved stays, and is named
     * in the error when the others are gone.
     *
     * @return what was done, a sentence each
     */
    List<String> worktrees() throws IOException {
        @Nullable CouncilException failure = null;
        for (Path root : Folders.list(run.workspaces())) {
            try {
                takeAway(root);
            } catch (IOException | CouncilException failed) {
                failure = new CouncilException(
                        Reason.ENVIRONMENT,
                        "The work in " + root + " cannot be saved, so it was left: "
                                + Blocking.explain(failed).getMessage() + " Delete it yourself if nobody needs it.",
                        failed);
            }
        }
        if (failure != null) {
            throw failure;
        }
        for (Path entry : Registration.all(run.registry())) {
            if (Registration.isOf(run, entry)) {
                new Registration(entry, entry).withdraw(run);
                done.add("Removed the entry " + entry.getFileName() + " of a worktree that is gone.");
            }
        }
        Folders.delete(run.directory().resolve("workspaces"));
        Folders.deleteIfEmpty(run.workspaces());
        Folders.deleteIfEmpty(run.registry());
        return done;
    }

    private void takeAway(Path root) throws IOException {
        @Nullable LeaseRecord lease = LeaseRecord.read(run, root);
        @Nullable Registration registration = Registration.find(run, root);
        @Nullable Path patch = null;
        // Without an entry it was never finished, or was given back already: nobody's work is in it.
        if (lease != null && registration != null) {
            patch = save(root, lease);
        }
        LinkedWorkspace.takeAway(run, root, lease, registration);
        if (lease != null) {
            Ports.keep(run.places().ports(), lease.ports()).close();
        }
        done.add("Removed the worktree " + root + (patch == null ? "." : "; its unsaved work is in " + patch + "."));
    }

    private @Nullable Path save(Path root, LeaseRecord lease) throws IOException {
        List<IgnoreNode> rules = IgnoreRules.general(run.layout(), run.settings());
        Baseline base = Baseline.read(run, lease.commit().name(), rules);
        Path patch = run.directory().resolve(root.getFileName() + ".patch");
        for (int n = 2; Files.exists(patch); n++) {
            patch = run.directory().resolve(root.getFileName() + "-" + n + ".patch");
        }
        Checkout unknown = new Checkout(root, base.tree());
        return Patch.write(run, base, unknown, lease, Patch.Kept.LEFT_OUT, patch) ? patch : null;
    }
}
