package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.finish;
import static io.clicouncil.worktrees.GitSandbox.writeIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.RepositoryState;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import io.clicouncil.workspace.WorkspaceProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** Two processes with several runs each, beside a user who keeps native git busy on the same repository. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ConcurrencyTest {
    private static final int AGENTS = 8;
    private static final int ROUNDS = 3;

    @TempDir
    Path temporary;

    private GitSandbox sandbox;

    @BeforeEach
    void makeRepository() {
        sandbox = GitSandbox.withSample(temporary);
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    @Tag("F37")
    @Tag("F38")
    void manyRunsBesideNativeGitNeverFail() throws Exception {
        Process other = otherProcess();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Integer>> runs = new ArrayList<>();
        List<Future<Integer>> user = new ArrayList<>();
        for (String id : List.of("here-a", "here-b")) {
            runs.add(threads.submit(() -> rounds(sandbox.provider, sandbox.inspect(), id)));
        }
        user.add(threads.submit(until(done, n -> {
            sandbox.git("worktree", "add", "-q", "--detach", sandbox.folder + "/user-" + n);
            sandbox.git("worktree", "list", "--porcelain");
            sandbox.git("worktree", "remove", "--force", sandbox.folder + "/user-" + n);
            // Not beside the others: native git shows half a worktree while it adds one, and its own gc fails on that.
            sandbox.git("gc", "-q", "--prune=2.weeks.ago");
            sandbox.git("worktree", "prune", "--expire=now");
            sandbox.git("pack-refs", "--all", "--prune");
        })));
        user.add(threads.submit(until(done, n -> sandbox.git("status", "--porcelain"))));

        int captured = 0;
        for (Future<Integer> run : runs) {
            captured += run.get();
        }
        assertEndsWell(other);
        done.set(true);
        for (Future<Integer> loop : user) {
            assertThat(loop.get()).isPositive();
        }
        threads.shutdown();

        assertThat(captured).isEqualTo(2 * ROUNDS * AGENTS);
        assertThat(sandbox.git("branch", "--list", "council/*").lines()).hasSize(3 * ROUNDS * AGENTS);
        assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
        assertThat(sandbox.git("fsck", "--strict")).doesNotContain("error", "missing");
    }

    private interface Step {
        void run(int n) throws Exception;
    }

    private static Callable<Integer> until(AtomicBoolean done, Step step) {
        return () -> {
            int n = 0;
            do {
                step.run(++n);
            } while (!done.get());
            return n;
        };
    }

    private static int rounds(WorkspaceProvider provider, RepositoryState repository, String id) {
        int captured = 0;
        for (int round = 0; round < ROUNDS; round++) {
            RunWorkspaces run = await(provider.open(repository, id + round));
            String branches = "council/" + id + round + "/";
            List<Change> changes = Objects.requireNonNull(Flux.range(0, AGENTS)
                    .flatMap(n -> run.lease(LeaseRequest.of("agent" + n, repository.base()))
                            .flatMap(workspace -> {
                                edit(workspace);
                                return workspace
                                        .capture(new CaptureRequest(branches + n, "done\n", List.of()))
                                        .flatMap(change -> workspace.release().thenReturn(change));
                            }))
                    .collectList()
                    .block());
            captured += changes.size();
            finish(run.close());
        }
        return captured;
    }

    private static void edit(Workspace workspace) {
        writeIn(workspace.directory(), "file-" + workspace.directory().getFileName(), workspace.directory() + "\n");
    }

    @Test
    void aWorktreeStaysRegisteredWhileNativeGitCollects() throws Exception {
        Workspace workspace = sandbox.lease();
        Path holder = sandbox.repository.resolve(".git/gc.pid");
        Files.writeString(holder, ProcessHandle.current().pid() + " here");

        CompletableFuture<Void> released = workspace.release().toFuture();
        for (int looks = 0; looks < 5; looks++) {
            assertThat(sandbox.git("worktree", "list").lines()).hasSize(2);
        }
        assertThat(released).isNotDone();
        Files.delete(holder);
        released.get();

        assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
    }

    @Test
    void aFreshProcessWritesNothingIntoTheHome() throws Exception {
        Map<String, String> before = GitSandbox.photograph(sandbox.home);

        assertEndsWell(otherProcess());

        assertThat(GitSandbox.photograph(sandbox.home)).isEqualTo(before);
        assertThat(sandbox.shell(sandbox.folder, "find . -name '.probe*'")).isEmpty();
    }

    private void assertEndsWell(Process other) throws Exception {
        assertThat(other.waitFor())
                .as(() -> GitSandbox.read(sandbox.folder, "other.log"))
                .isZero();
    }

    private Process otherProcess() throws Exception {
        Path log = sandbox.folder.resolve("other.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-Duser.home=" + sandbox.home,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        sandbox.repository.toString(),
                        sandbox.folder.resolve("workspaces").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(new HashMap<>(sandbox.environment));
        return builder.start();
    }

    /** The same from another process. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] arguments) {
            WorkspaceProvider provider =
                    new GitWorkspaceProvider(Path.of(arguments[1]), new PlainRunner(), Map.copyOf(System.getenv()));
            rounds(provider, await(provider.inspect(Path.of(arguments[0]), "HEAD")), "other");
        }
    }

    @Test
    @Tag("F38")
    void aRunsLockTellsBothProcessesAndThreadsThatItIsAlive() throws Exception {
        RunWorkspaces run = sandbox.open();
        Path lock = Path.of(run.directory() + ".lock");

        assertThat(FileLocks.tryLock(lock)).isNull();
        assertThat(lock).exists();
        finish(run.close());
        finish(run.close());
        assertThat(lock).doesNotExist();

        FileLocks.Held again = Objects.requireNonNull(FileLocks.tryLock(lock));
        assertThat(FileLocks.tryLock(lock)).isNull();
        again.delete();
        assertThat(Set.of(lock)).noneMatch(GitSandbox::exists);
    }
}
