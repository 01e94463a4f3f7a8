package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import io.clicouncil.workspace.ApplyOutcome;
import io.clicouncil.workspace.ApplyRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The workspaces of one run, from the moment its lock is taken until it is given up. */
final class GitRunWorkspaces implements RunWorkspaces {
    private final RunContext run;
    private final FileLocks.Held lock;
    private final LeaseQueue leases;
    private final List<Path> leftovers;
    private @Nullable RepositoryGuard guard;
    private boolean closed;

    GitRunWorkspaces(RunContext run, FileLocks.Held lock, LeaseQueue leases, List<Path> leftovers) {
        this.run = run;
        this.lock = lock;
        this.leases = leases;
        this.leftovers = leftovers;
    }

    @Override
    public Path directory() {
        return run.directory();
    }

    @Override
    public Mono<Workspace> lease(LeaseRequest request) {
        return leases.lease(request);
    }

    @Override
    public Mono<List<String>> inspect() {
        return Blocking.call(this::inspectNow);
    }

    private synchronized List<String> inspectNow() throws IOException {
        if (closed) {
            return List.of();
        }
        if (guard == null) {
            guard = new RepositoryGuard(run);
        }
        return guard.inspect();
    }

    @Override
    public Mono<ApplyOutcome> apply(Change change, ApplyRequest request) {
        return Blocking.call(() -> applyNow(change, request));
    }

    private synchronized ApplyOutcome applyNow(Change change, ApplyRequest request) throws IOException {
        if (closed) {
            throw new CouncilException(Reason.INTERNAL, "The run's workspaces are closed.");
        }
        FileLocks.Held alone = FileLocks.lock(run.places().applyLock());
        try {
            return new Applier(run).apply(change, request);
        } finally {
            alone.close();
        }
    }

    @Override
    public Mono<String> diff(Change change, int mostBytes) {
        return Mono.defer(() -> {
            String branch = change.branch();
            if (branch == null) {
                return Mono.just("");
            }
            BoundedBytes diff = new BoundedBytes(mostBytes);
            return new GitPatches(run.layout().commonDirectory())
                    .write(change.base(), branch, diff)
                    .then(Mono.defer(() -> Mono.justOrEmpty(diff.text())));
        });
    }

    @Override
    public Mono<Void> close() {
        return Blocking.run(this::closeNow);
    }

    private synchronized void closeNow() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            leases.close();
            PrivateView.removeAll(run);
            new Sweep(run).worktrees();
            ReferenceLocks.of(run.layout().commonDirectory(), run.runId()).remove();
            run.repository().close();
            deleteTrash();
        } finally {
            lock.delete();
        }
    }

    @Override
    public Mono<Void> detach() {
        return Blocking.run(this::detachNow);
    }

    private synchronized void detachNow() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            leases.detach();
            run.repository().close();
        } finally {
            lock.delete();
        }
    }

    /** Not earlier: deleting many files slows down whoever makes some on the same disk. */
    private void deleteTrash() throws IOException {
        List<Path> trash = new ArrayList<>(leftovers);
        trash.add(run.trash());
        trash.add(run.stage());
        for (Path folder : trash) {
            try {
                Folders.delete(folder);
            } catch (IOException undeletable) {
                // It is no worktree any more, and a later run tries again.
            }
        }
        Folders.deleteIfEmpty(Folders.parentOf(run.stage()));
        Folders.deleteIfEmpty(Folders.parentOf(run.trash()));
        Folders.deleteIfEmpty(Folders.parentOf(run.workspaces()));
        Folders.deleteIfEmpty(run.places().folder());
    }
}
