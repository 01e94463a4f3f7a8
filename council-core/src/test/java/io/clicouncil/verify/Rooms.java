package io.clicouncil.verify;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.process.Mount;
import io.clicouncil.workspace.ApplyOutcome;
import io.clicouncil.workspace.ApplyRequest;
import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/** Workspaces without git: each commit is a few files, and each lease a fresh folder with them. */
final class Rooms implements RunWorkspaces {
    /** How long it takes to give a room back. */
    private static final Duration A_MOMENT = Duration.ofMillis(50);

    private static final Pattern NAME = Pattern.compile("[a-z]+\\+[a-z]+");

    /** The names of all leases, in their order. */
    final Queue<String> leases = new ConcurrentLinkedQueue<>();

    /** Leases that nobody has given back. */
    final Set<String> held = ConcurrentHashMap.newKeySet();

    /** The commit that no room can be made of. */
    String broken = "";

    private final Map<String, Map<String, String>> commits = new TreeMap<>();
    private final AtomicInteger rooms = new AtomicInteger();
    private final Path root;

    Rooms(Path root) {
        this.root = root;
    }

    /** Makes a commit of these files, path and content in turn. */
    void commit(String id, String... files) {
        Map<String, String> content = new TreeMap<>();
        for (int i = 0; i < files.length; i += 2) {
            content.put(files[i], files[i + 1]);
        }
        commits.put(id, content);
    }

    @Override
    public Path directory() {
        return root;
    }

    @Override
    public Mono<Workspace> lease(LeaseRequest request) {
        return Mono.fromCallable(() -> {
            if (request.commit().equals(broken)) {
                throw CouncilException.environment("there is no space left");
            }
            if (!NAME.matcher(request.name()).matches()) {
                throw new IllegalArgumentException(request.name() + " is no name of a lease");
            }
            leases.add(request.name());
            if (!held.add(request.name())) {
                throw new IllegalStateException(request.name() + " is leased twice");
            }
            Path folder = Files.createDirectories(root.resolve("room-" + rooms.incrementAndGet()));
            for (Map.Entry<String, String> file :
                    commits.getOrDefault(request.commit(), Map.of()).entrySet()) {
                write(folder.resolve(file.getKey()), file.getValue());
            }
            return new Folder(request, folder);
        });
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Override
    public Mono<List<String>> inspect() {
        return Mono.just(List.of());
    }

    @Override
    public Mono<ApplyOutcome> apply(Change change, ApplyRequest request) {
        return Mono.error(new AssertionError("nothing is applied here"));
    }

    @Override
    public Mono<String> diff(Change change, int mostBytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Mono<Void> close() {
        return Mono.empty();
    }

    @Override
    public Mono<Void> detach() {
        return Mono.empty();
    }

    private final class Folder implements Workspace {
        private final LeaseRequest request;
        private final Path folder;

        private Folder(LeaseRequest request, Path folder) {
            this.request = request;
            this.folder = folder;
        }

        @Override
        public Path directory() {
            return folder;
        }

        @Override
        public Map<String, String> environment() {
            return Map.of("ROOM", request.commit());
        }

        @Override
        public Mono<View> view() {
            return Mono.just(
                    new View(List.of(Mount.write(directory())), directory().resolveSibling("layers")));
        }

        @Override
        public Mono<Void> reset(Path saved) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> settle() {
            return Mono.empty();
        }

        @Override
        public Mono<Change> capture(CaptureRequest capture) {
            return Mono.error(new AssertionError("nothing is captured here"));
        }

        @Override
        public Mono<Void> release() {
            return Mono.delay(A_MOMENT)
                    .doOnNext(ignored -> held.remove(request.name()))
                    .then();
        }
    }
}
