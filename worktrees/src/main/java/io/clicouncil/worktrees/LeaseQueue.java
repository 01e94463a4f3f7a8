package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Makes the worktrees of a run. Leases asked for at about the same time are made together: while the tree of the first is
 * read, others of the same commit may join, and then each blob is inflated once for all of them.
 */
final class LeaseQueue {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]*(\\.[a-z0-9_-]+)*(\\+[a-z]+)?");
    private static final int BASELINES_KEPT = 4;

    private final RunContext run;
    private final List<IgnoreNode> generalRules;
    private final Map<String, LinkedWorkspace> held = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Deque<Request> waiting = new ArrayDeque<>();
    private final Map<String, Baseline> baselines = new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Baseline> eldest) {
            return size() > BASELINES_KEPT;
        }
    };
    private boolean working;
    private boolean closed;

    LeaseQueue(RunContext run, List<IgnoreNode> generalRules) {
        this.run = run;
        this.generalRules = generalRules;
    }

    private record Request(LeaseRequest wanted, MonoSink<LinkedWorkspace> sink, AtomicBoolean settled) {
        String name() {
            return wanted.name();
        }

        String commit() {
            return wanted.commit();
        }

        /** Says why there will be no workspace, where anybody is still there to hear it. */
        void fail(CouncilException why) {
            if (settled.compareAndSet(false, true)) {
                sink.error(why);
            }
        }
    }

    /**
     * Leases a workspace; one whose subscriber has gone by the time it is ready is given back at once, or, where it was to
     * be taken over, left as it was.
     */
    Mono<Workspace> lease(LeaseRequest wanted) {
        Mono<LinkedWorkspace> lease = Mono.create(sink -> {
            AtomicBoolean settled = new AtomicBoolean();
            sink.onCancel(() -> settled.set(true));
            enqueue(new Request(wanted, sink, settled));
        });
        return Blocking.deliver(lease)
                .doOnDiscard(LinkedWorkspace.class, this::giveBack)
                .cast(Workspace.class);
    }

    private synchronized void enqueue(Request request) {
        if (!NAME.matcher(request.name()).matches()) {
            request.fail(CouncilException.usage("`" + request.name() + "` is no name for a workspace."));
        } else if (closed) {
            request.fail(new CouncilException(Reason.INTERNAL, "The run's workspaces are closed."));
        } else if (!names.add(request.name())) {
            request.fail(new CouncilException(
                    Reason.INTERNAL, "A workspace called " + request.name() + " is leased already."));
        } else {
            waiting.add(request);
            if (!working) {
                working = true;
                Blocking.detach(this::work);
            }
        }
    }

    private void work() {
        for (@Nullable Request first = next(); first != null; first = next()) {
            List<Request> batch = new ArrayList<>(List.of(first));
            try {
                Baseline base = baseline(first.commit());
                @Nullable Path existing = first.wanted().existing();
                if (existing != null) {
                    hand(first, WorktreeMaker.adopt(run, base, first.wanted(), existing, whenReleased(first)));
                } else {
                    batch.addAll(joining(first.commit()));
                    make(base, batch);
                }
            } catch (Throwable failed) {
                // Whatever it was, nobody may wait for ever.
                CouncilException explained = Blocking.explain(failed);
                batch.forEach(request -> fail(request, explained));
            }
        }
    }

    private synchronized @Nullable Request next() {
        @Nullable Request request = waiting.poll();
        if (request == null) {
            working = false;
            notifyAll();
        }
        return request;
    }

    private synchronized List<Request> joining(String commit) {
        List<Request> joining = waiting.stream()
                .filter(request ->
                        request.commit().equals(commit) && request.wanted().existing() == null)
                .toList();
        waiting.removeAll(joining);
        return joining;
    }

    private Baseline baseline(String commit) throws IOException {
        Baseline known = baselines.get(commit);
        if (known == null) {
            known = Baseline.read(run, commit, generalRules);
            baselines.put(commit, known);
        }
        return known;
    }

    private void make(Baseline base, List<Request> batch) throws IOException {
        WorktreeMaker maker = new WorktreeMaker(run, base);
        try {
            for (Request request : batch) {
                maker.prepare(request.wanted());
            }
            maker.writeAll();
        } catch (Throwable failed) {
            maker.discardAll();
            throw failed;
        }
        for (int i = 0; i < batch.size(); i++) {
            Request request = batch.get(i);
            try {
                hand(request, maker.register(i, request.wanted(), whenReleased(request)));
            } catch (IOException failed) {
                maker.discard(i);
                fail(request, Blocking.explain(failed));
            }
        }
    }

    private Runnable whenReleased(Request request) {
        return () -> forget(request.name());
    }

    private void hand(Request request, LinkedWorkspace workspace) throws IOException {
        hold(workspace);
        if (request.settled().compareAndSet(false, true)) {
            request.sink().success(workspace);
        } else {
            workspace.giveBackUnused();
        }
    }

    private void fail(Request request, CouncilException why) {
        forget(request.name());
        request.fail(why);
    }

    private void giveBack(LinkedWorkspace workspace) {
        Blocking.run(workspace::giveBackUnused).subscribe(nothing -> {}, stillHeld -> {});
    }

    private synchronized void hold(LinkedWorkspace workspace) {
        held.put(workspace.name(), workspace);
    }

    private synchronized void forget(String name) {
        held.remove(name);
        names.remove(name);
    }

    /** Refuses further leases, waits for those that are being made, and releases all that are held. */
    void close() throws IOException {
        end(LinkedWorkspace::releaseNow);
    }

    /** The same, but leaves those that are held as they are. */
    void detach() throws IOException {
        end(LinkedWorkspace::abandon);
    }

    private interface Ending {
        void of(LinkedWorkspace workspace) throws IOException;
    }

    private void end(Ending ending) throws IOException {
        @Nullable IOException failure = null;
        for (LinkedWorkspace workspace : whenQuiet()) {
            try {
                ending.of(workspace);
            } catch (IOException failed) {
                failure = failed;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private synchronized List<LinkedWorkspace> whenQuiet() {
        closed = true;
        CouncilException why = new CouncilException(Reason.INTERNAL, "The run's workspaces were closed.");
        waiting.forEach(request -> request.fail(why));
        waiting.clear();
        while (working) {
            try {
                wait();
            } catch (InterruptedException ignored) {
                // What is registered must not stay registered; it takes no longer than making a worktree.
            }
        }
        return List.copyOf(held.values());
    }
}
