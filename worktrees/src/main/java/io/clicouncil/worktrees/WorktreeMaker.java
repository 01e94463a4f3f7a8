package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.fault.KillPoint;
import io.clicouncil.workspace.LeaseRequest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes worktrees of one commit, side by side. What is known of each is written down before its folder is, and it is
 * registered last: an entry in the registry means that the worktree is whole.
 */
final class WorktreeMaker {
    private final RunContext run;
    private final Baseline base;
    private final Set<String> branches;
    private final List<Draft> drafts = new ArrayList<>();

    private record Draft(Checkout checkout, LeaseRecord lease, Ports ports, Provisions provisions) {}

    WorktreeMaker(RunContext run, Baseline base) throws IOException {
        this.run = run;
        this.base = base;
        this.branches = Branches.all(run.repository());
    }

    /** Makes the folder of one more, by a path that was never one before. */
    void prepare(LeaseRequest wanted) throws IOException {
        Provisions provisions = Provisions.find(run, base.tree(), wanted.provision());
        Ports ports = Ports.take(run.places().ports());
        try {
            LeaseRecord lease =
                    new LeaseRecord(base.commit(), ports.block(), branches, provisions.paths(), Map.of(), false);
            Path folder = newFolder(wanted.name());
            drafts.add(new Draft(new Checkout(folder, base.tree()), lease, ports, provisions));
            lease.write(run, folder);
        } catch (IOException | RuntimeException failed) {
            ports.close();
            throw failed;
        }
    }

    private Path newFolder(String name) throws IOException {
        Folders.makePrivate(run.workspaces());
        for (int n = 1; ; n++) {
            Path folder = run.workspaces().resolve(n == 1 ? name : name + "+" + n);
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            try {
                return Files.createDirectory(folder);
            } catch (FileAlreadyExistsException taken) {
                // Somebody was faster; try the next.
            }
        }
    }

    /** Writes the files of all. */
    void writeAll() throws IOException {
        Materializer.ofWorktrees(run.repository(), base.content())
                .writeAll(drafts.stream().map(Draft::checkout).toList());
        Fanout.forEach(drafts.size(), 1, () -> index -> {
            Draft draft = drafts.get(index);
            draft.provisions().bringTo(draft.checkout().root());
        });
    }

    /** Makes a worktree of the files of the one that was prepared at {@code position}. */
    LinkedWorkspace register(int position, LeaseRequest wanted, Runnable whenReleased) throws IOException {
        Draft draft = drafts.get(position);
        KillPoint.pass("before-registration");
        Registration registration = Registration.publish(
                run, draft.checkout().root(), base.commit(), LinkedWorkspace.index(base, draft.checkout()));
        KillPoint.pass("after-registration");
        return new LinkedWorkspace(
                run, wanted, base, draft.checkout(), draft.lease(), draft.ports(), registration, whenReleased);
    }

    /** Takes away what is there of one that failed. */
    void discard(int position) throws IOException {
        Draft draft = drafts.get(position);
        draft.ports().close();
        Folders.delete(draft.checkout().root());
        LeaseRecord.delete(run, draft.checkout().root());
    }

    void discardAll() throws IOException {
        for (int i = 0; i < drafts.size(); i++) {
            discard(i);
        }
    }

    /**
     * Takes over a worktree that a killed council made. Nothing in it is believed: what it was made from is written in the
     * run's own folder, and every file in it counts as changed until it is read.
     */
    static LinkedWorkspace adopt(
            RunContext run, Baseline base, LeaseRequest wanted, Path existing, Runnable whenReleased)
            throws IOException {
        String folder = String.valueOf(existing.getFileName());
        boolean named = folder.equals(wanted.name()) || folder.startsWith(wanted.name() + "+");
        @Nullable LeaseRecord lease = LeaseRecord.read(run, existing);
        @Nullable Registration known = Registration.find(run, existing);
        boolean there = named
                && run.workspaces().equals(existing.getParent())
                && Folders.isFolder(existing)
                && lease != null
                && lease.commit().equals(base.commit())
                && (known != null || lease.whole());
        if (!there || lease == null) {
            throw CouncilException.environment("The workspace " + existing + " is gone, or it was not finished.");
        }
        Checkout checkout = new Checkout(existing, base.tree());
        // A council that was killed while it registered it anew may have left it without any entry.
        Registration registration = known == null
                ? Registration.publish(run, existing, base.commit(), LinkedWorkspace.index(base, checkout))
                : known;
        registration.repair();
        Ports ports = Ports.keep(run.places().ports(), lease.ports());
        return new LinkedWorkspace(run, wanted, base, checkout, lease, ports, registration, whenReleased);
    }
}
