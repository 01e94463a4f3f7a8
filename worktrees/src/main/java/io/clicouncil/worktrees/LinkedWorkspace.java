package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import io.clicouncil.fault.KillPoint;
import io.clicouncil.process.Mount;
import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A linked worktree that is leased. One thing is done to it at a time; what comes second waits. */
final class LinkedWorkspace implements Workspace {
    private final RunContext run;
    private final LeaseRequest request;
    private final Baseline base;
    private final Checkout checkout;
    private final Ports ports;
    private final Registration registration;
    private final Runnable whenReleased;
    private LeaseRecord lease;
    private boolean released;

    /** A worktree that is there. */
    LinkedWorkspace(
            RunContext run,
            LeaseRequest request,
            Baseline base,
            Checkout checkout,
            LeaseRecord lease,
            Ports ports,
            Registration registration,
            Runnable whenReleased) {
        this.run = run;
        this.request = request;
        this.base = base;
        this.checkout = checkout;
        this.lease = lease;
        this.ports = ports;
        this.registration = registration;
        this.whenReleased = whenReleased;
    }

    /** The index of files that were written. */
    static byte[] index(Baseline base, Checkout checkout) {
        List<IndexRow> rows = new ArrayList<>(base.tree().size());
        for (int i = 0; i < base.tree().size(); i++) {
            TreeListing.Entry entry = base.tree().entry(i);
            rows.add(IndexRow.of(entry.path(), entry.mode(), entry.id(), checkout.stat(i)));
        }
        return new GitIndex(rows).toBytes(base.tree());
    }

    /** What it was leased as. */
    String name() {
        return request.name();
    }

    @Override
    public Path directory() {
        return checkout.root();
    }

    @Override
    public Map<String, String> environment() {
        return WorkspaceEnvironment.of(checkout.root(), ports, run.environment());
    }

    @Override
    public Mono<View> view() {
        return Blocking.call(this::viewNow);
    }

    @Override
    public Mono<Void> reset(Path saved) {
        return Blocking.run(() -> resetNow(saved));
    }

    @Override
    public Mono<Void> settle() {
        return Blocking.run(this::settleNow);
    }

    @Override
    public Mono<Change> capture(CaptureRequest wanted) {
        return Blocking.call(() -> captureNow(wanted));
    }

    @Override
    public Mono<Void> release() {
        return Blocking.run(this::releaseNow);
    }

    private synchronized View viewNow() throws IOException {
        requireLeased();
        PrivateView view = new PrivateView(run, name());
        List<Mount> mounts = new ArrayList<>(view.mounts(registration));
        // What is linked is the user's own, and stays as it is.
        for (GitPath link :
                Provisions.find(run, base.tree(), request.provision()).links()) {
            mounts.add(Mount.layer(link.in(run.layout().root())));
        }
        return new View(mounts, view.layers());
    }

    private synchronized Change captureNow(CaptureRequest wanted) throws IOException {
        requireLeased();
        return new Capture(run, base, lease).capture(checkout, wanted);
    }

    private synchronized void resetNow(Path saved) throws IOException {
        requireLeased();
        new AgentBranches(run).delete(registration, lease.branches());
        new PrivateView(run, name()).remove();
        Provisions provisions = Provisions.find(run, base.tree(), request.provision());
        try {
            Patch.write(run, base, checkout, lease, Patch.Kept.SAVED, saved);
            repair();
        } catch (IOException failed) {
            if (Blocking.isDiskFull(failed)) {
                throw failed;
            }
            makeAnew();
        }
        lease = lease.providing(provisions.paths());
        lease.write(run, checkout.root());
        provisions.bringTo(checkout.root());
        registration.republish(run, base.commit(), index(base, checkout));
    }

    private synchronized void settleNow() throws IOException {
        requireLeased();
        lease = lease.providing(lease.provided());
        try (ObjectInserter naming = new Namer()) {
            lease = lease.settling(
                    Edits.readAnyway(run, base, checkout, lease, naming).byPath());
        }
        lease.write(run, checkout.root());
    }

    /** Deletes what is too much, and writes what is missing or changed. */
    private void repair() throws IOException {
        if (!Folders.isFolder(checkout.root())) {
            Folders.delete(checkout.root());
            Folders.make(checkout.root());
        }
        WorktreeScan.Result found = WorktreeScan.scan(checkout.root(), base.writtenTo(checkout, run.registry(), lease));
        for (Path surplus : found.surplus()) {
            Folders.delete(surplus);
        }
        for (WorktreeScan.Found here : found.here()) {
            Folders.delete(here.file());
        }
        createFolders();
        Set<Integer> wanted = new TreeSet<>(found.missing());
        wanted.addAll(found.changed());
        materializer().write(List.copyOf(wanted), List.of(checkout));
    }

    /** For a worktree that cannot even be read: folders without permissions, or nested beyond what has a name. */
    private void makeAnew() throws IOException {
        Folders.moveInto(run.trash(), checkout.root());
        Files.createDirectory(checkout.root());
        materializer().writeAll(List.of(checkout));
    }

    private Materializer materializer() {
        return Materializer.ofWorktrees(run.repository(), base.content());
    }

    /** The tree's folders are all there again: an agent may have deleted some. */
    private void createFolders() throws IOException {
        Set<Path> there = new HashSet<>();
        for (TreeListing.Folder folder : base.tree().folders()) {
            Path path = folder.path().in(checkout.root());
            if (there.add(path) && !Folders.isFolder(path)) {
                Files.createDirectory(path);
            }
        }
    }

    /** Gives it back at once, on this thread. Releasing twice is harmless. */
    synchronized void releaseNow() throws IOException {
        if (released) {
            return;
        }
        KillPoint.pass("before-withdrawal");
        takeAway(run, checkout.root(), lease, registration);
        new PrivateView(run, name()).remove();
        abandon();
        whenReleased.run();
    }

    /** Gives back what nobody came for. One that was taken over holds somebody's work, so it stays as it was found. */
    synchronized void giveBackUnused() throws IOException {
        if (request.existing() == null) {
            releaseNow();
        } else if (!released) {
            abandon();
            whenReleased.run();
        }
    }

    /** Leaves it as it is, for whoever takes it over; nothing can be done with it here any more. */
    synchronized void abandon() throws IOException {
        released = true;
        ports.close();
    }

    /**
     * Makes it no worktree any more.
     *
     * @param lease what is known of it, or null
     * @param registration its entry, or null where it has none
     */
    static void takeAway(RunContext run, Path root, @Nullable LeaseRecord lease, @Nullable Registration registration)
            throws IOException {
        if (registration != null && lease != null) {
            new AgentBranches(run).delete(registration, lease.branches());
        }
        if (registration != null) {
            registration.withdraw(run);
        }
        // Worktrees that the agent made inside its workspace would be left registered with nothing behind them.
        for (Path folder : Registration.all(run.registry())) {
            @Nullable String worktree = Registration.worktreeOf(folder);
            if (worktree != null && worktree.startsWith(root + "/")) {
                new Registration(root, folder).withdraw(run);
            }
        }
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            Folders.moveInto(run.trash(), root);
        }
        LeaseRecord.delete(run, root);
    }

    /** Says what objects would be called, and keeps none of them. */
    private static final class Namer extends ObjectInserter.Formatter {
        @Override
        public ObjectId insert(int type, long length, InputStream content) throws IOException {
            return idFor(type, length, content);
        }
    }

    private void requireLeased() {
        if (released) {
            throw new CouncilException(Reason.INTERNAL, "The workspace " + name() + " was released before.");
        }
    }
}
