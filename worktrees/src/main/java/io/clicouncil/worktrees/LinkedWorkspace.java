package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A linked worktree that is leased. One thing is done to it at a time; what comes second waits. */
final class LinkedWorkspace implements Workspace {
    private final RunContext run;
    private final String name;
    private final Baseline base;
    private final Checkout checkout;
    private final Set<String> branchesBefore;
    private final Registration registration;
    private final Runnable whenReleased;
    private boolean released;

    private LinkedWorkspace(
            RunContext run,
            String name,
            Baseline base,
            Checkout checkout,
            Set<String> branchesBefore,
            Registration registration,
            Runnable whenReleased) {
        this.run = run;
        this.name = name;
        this.base = base;
        this.checkout = checkout;
        this.branchesBefore = branchesBefore;
        this.registration = registration;
        this.whenReleased = whenReleased;
    }

    /** Makes a worktree of files that are written. */
    static LinkedWorkspace register(
            RunContext run,
            String name,
            Baseline base,
            Checkout checkout,
            Set<String> branchesBefore,
            Runnable whenReleased)
            throws IOException {
        Registration registration = Registration.publish(run, checkout.root(), base.commit(), index(base, checkout));
        return new LinkedWorkspace(run, name, base, checkout, branchesBefore, registration, whenReleased);
    }

    private static byte[] index(Baseline base, Checkout checkout) {
        List<IndexRow> rows = new ArrayList<>(base.tree().size());
        for (int i = 0; i < base.tree().size(); i++) {
            TreeListing.Entry entry = base.tree().entry(i);
            rows.add(IndexRow.of(entry.path(), entry.mode(), entry.id(), checkout.stat(i)));
        }
        return new GitIndex(rows).toBytes(base.tree());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Path directory() {
        return checkout.root();
    }

    @Override
    public Mono<Void> reset() {
        return Blocking.run(this::resetNow);
    }

    @Override
    public Mono<Change> capture(CaptureRequest request) {
        return Blocking.call(() -> captureNow(request));
    }

    @Override
    public Mono<Void> release() {
        return Blocking.run(this::releaseNow);
    }

    private synchronized Change captureNow(CaptureRequest request) throws IOException {
        requireLeased();
        return new Capture(run, base, branchesBefore).capture(checkout, request);
    }

    private synchronized void resetNow() throws IOException {
        requireLeased();
        new AgentBranches(run).delete(registration, branchesBefore);
        try {
            repair();
        } catch (IOException unreadable) {
            makeAnew();
        }
        registration.republish(run, base.commit(), index(base, checkout));
    }

    /** Deletes what is too much, and writes what is missing or changed. */
    private void repair() throws IOException {
        if (!Folders.isFolder(checkout.root())) {
            Folders.delete(checkout.root());
            Files.createDirectories(checkout.root());
        }
        WorktreeScan.Result found = WorktreeScan.scan(checkout.root(), base.writtenTo(checkout, run.registry()));
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
        new AgentBranches(run).delete(registration, branchesBefore);
        registration.withdraw(run);
        withdrawNested();
        if (Files.exists(checkout.root(), LinkOption.NOFOLLOW_LINKS)) {
            Folders.moveInto(run.trash(), checkout.root());
        }
        released = true;
        whenReleased.run();
    }

    /** Worktrees that the agent made inside its workspace would be left registered with nothing behind them. */
    private void withdrawNested() throws IOException {
        for (Path folder : Registration.all(run.registry())) {
            @Nullable String worktree = Registration.worktreeOf(folder);
            if (worktree != null && worktree.startsWith(checkout.root() + "/")) {
                new Registration(checkout.root(), folder).withdraw(run);
            }
        }
    }

    private void requireLeased() {
        if (released) {
            throw new CouncilException(Reason.INTERNAL, "The workspace " + name + " was released before.");
        }
    }
}
