package io.clicouncil.engine;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.process.Mount;
import io.clicouncil.workspace.ApplyOutcome;
import io.clicouncil.workspace.ApplyRequest;
import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.FileChange;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.RepositoryState;
import io.clicouncil.workspace.RunRemains;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import io.clicouncil.workspace.WorkspaceProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Workspaces without git: plain folders, with changes that the test names. */
final class FakeWorkspaces implements WorkspaceProvider, RunWorkspaces {
    static final String BASE = "b".repeat(40);

    /** What happened, for example {@code lease claude}. */
    final Queue<String> log = new ConcurrentLinkedQueue<>();

    /** How many lines each agent changes in {@code file.txt}; who is not named changes one. */
    final Map<String, Integer> changedLines = new ConcurrentHashMap<>();

    /** Names whose lease fails. */
    final Set<String> broken = ConcurrentHashMap.newKeySet();

    /** Names whose workspace cannot be given back. */
    final Set<String> stuck = ConcurrentHashMap.newKeySet();

    /** Agents whose diff is larger than anybody wants to see. */
    final Set<String> large = ConcurrentHashMap.newKeySet();

    /** What was found to be changed in the repository. */
    final Queue<String> touched = new ConcurrentLinkedQueue<>();

    /** What runs of the past have left. */
    final Queue<RunRemains> remains = new ConcurrentLinkedQueue<>();

    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Path root;

    FakeWorkspaces(Path root) {
        this.root = root;
    }

    /** Leases that nobody has given back. */
    Set<String> held() {
        return held;
    }

    @Override
    public Mono<RepositoryState> inspect(Path directory, String revision) {
        return Mono.fromSupplier(() -> new RepositoryState(root, root, "main", BASE, List.of()));
    }

    @Override
    public Mono<RunWorkspaces> open(RepositoryState repository, String runId) {
        return Mono.fromSupplier(() -> {
            log.add("open");
            return this;
        });
    }

    @Override
    public Path directory() {
        return root;
    }

    @Override
    public Mono<Workspace> lease(LeaseRequest request) {
        return Mono.fromSupplier(() -> {
            String name = request.name();
            if (broken.contains(name)) {
                throw CouncilException.environment("there is no space left");
            }
            log.add((request.existing() == null ? "lease " : "take over ") + name);
            held.add(name);
            return new Folder(name);
        });
    }

    @Override
    public Mono<List<String>> inspect() {
        return Mono.fromSupplier(() -> List.copyOf(touched));
    }

    @Override
    public Mono<ApplyOutcome> apply(Change change, ApplyRequest request) {
        return Mono.fromSupplier(() -> {
            log.add("apply " + change.branch());
            return new ApplyOutcome.Applied(request.mode(), "main", "a".repeat(40));
        });
    }

    @Override
    public Mono<String> diff(Change change, int mostBytes) {
        String branch = String.valueOf(change.branch());
        return large.contains(branch.substring(branch.lastIndexOf('/') + 1))
                ? Mono.empty()
                : Mono.fromSupplier(() -> "the diff of " + branch);
    }

    @Override
    public Mono<Void> close() {
        return Mono.fromRunnable(() -> log.add("close"));
    }

    @Override
    public Mono<Void> detach() {
        return Mono.fromRunnable(() -> log.add("detach"));
    }

    @Override
    public Mono<RepositoryState> snapshot(RepositoryState repository, String runId) {
        return Mono.fromSupplier(() -> {
            log.add("snapshot");
            return new RepositoryState(root, root, "main", "5".repeat(40), List.of());
        });
    }

    @Override
    public Flux<RunRemains> remains(RepositoryState repository) {
        return Flux.fromIterable(remains);
    }

    @Override
    public Flux<String> remove(RepositoryState repository, String runId, boolean branches) {
        return Flux.just("removed " + runId + (branches ? " with its branches" : ""));
    }

    private final class Folder implements Workspace {
        private final String name;

        private Folder(String name) {
            this.name = name;
        }

        @Override
        public Path directory() {
            return root;
        }

        @Override
        public Map<String, String> environment() {
            return Map.of("COUNCIL_WORKSPACE", root.toString());
        }

        @Override
        public Mono<View> view() {
            return Mono.just(
                    new View(List.of(Mount.write(directory())), directory().resolveSibling("layers")));
        }

        @Override
        public Mono<Void> reset(Path saved) {
            return Mono.fromRunnable(() -> log.add("reset " + name));
        }

        @Override
        public Mono<Void> settle() {
            return Mono.fromRunnable(() -> log.add("settle " + name));
        }

        @Override
        public Mono<Change> capture(CaptureRequest request) {
            return Mono.fromSupplier(() -> {
                log.add("capture " + name);
                int lines = changedLines.getOrDefault(name, 1);
                if (lines == 0) {
                    return Change.none(BASE, List.of());
                }
                FileChange file = new FileChange("file.txt", FileChange.Kind.MODIFIED, lines, 0, false, null);
                List<String> breaches = request.policy().review().breaches(1, lines);
                return new Change(
                        BASE, request.branch(), "c".repeat(40), List.of(file), List.of(), breaches, List.of());
            });
        }

        @Override
        public Mono<Void> release() {
            return Mono.fromRunnable(() -> {
                if (stuck.contains(name)) {
                    throw CouncilException.environment("a file cannot be deleted");
                }
                log.add("release " + name);
                held.remove(name);
            });
        }
    }
}
