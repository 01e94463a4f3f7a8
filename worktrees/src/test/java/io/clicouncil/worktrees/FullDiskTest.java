package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.finish;
import static io.clicouncil.worktrees.GitSandbox.read;
import static io.clicouncil.worktrees.GitSandbox.writeIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.ApplyOutcome;
import io.clicouncil.workspace.ApplyRequest;
import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.RunRemains;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small disks of their own, filled to the last block, for the worktrees and for the repository. */
@Tag("F40")
class FullDiskTest {
    private static final int LARGE = 600_000;

    @TempDir
    Path temporary;

    private final List<Path> disks = new ArrayList<>();
    private GitSandbox sandbox;
    private RunWorkspaces run;

    @BeforeEach
    void makeRepository() throws Exception {
        mount("workspaces");
        mount("the repo");
        sandbox = GitSandbox.withSample(temporary);
        writeIn(sandbox.repository, "large", noise(1));
        sandbox.commitAll("large");
        run = sandbox.open();
    }

    /** Makes the sandbox's folder of that name a disk of a few megabytes, where this user may. */
    private void mount(String name) throws Exception {
        Path folder = Files.createDirectories(temporary.toRealPath().resolve(name));
        assumeTrue(exitCode("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder.toString()) == 0);
        disks.add(folder);
    }

    @AfterEach
    void unmount() throws Exception {
        try {
            if (disks.size() == 2) {
                sandbox.close();
            }
        } finally {
            for (Path disk : disks) {
                // Lazily: another program that looks through the temporary folder just now would keep it busy.
                assertThat(exitCode("umount", "--lazy", disk.toString())).isZero();
            }
        }
    }

    private static int exitCode(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    private static Path ballast(Path disk) {
        return disk.resolve(Folders.isFolder(disk.resolve(".git")) ? ".git/ballast" : "ballast");
    }

    private void fill(Path disk) {
        sandbox.shell(disk, "cat /dev/zero > '" + ballast(disk) + "' || :");
    }

    private static void makeRoom(Path disk) throws IOException {
        Files.delete(ballast(disk));
    }

    /** What cannot be packed to less than its size. */
    private static byte[] noise(long seed) {
        byte[] noise = new byte[LARGE];
        new Random(seed).nextBytes(noise);
        return noise;
    }

    private static void assertTellsOfTheDisk(ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        CouncilException.class,
                        failed -> assertThat(failed.reason()).isEqualTo(CouncilException.Reason.ENVIRONMENT))
                .hasMessageContaining("no space left on the disk");
    }

    private static Change capture(Workspace workspace) {
        return await(workspace.capture(new CaptureRequest("council/run/agent", "captured\n", List.of())));
    }

    private void assertRepositoryIsSound() {
        assertThat(sandbox.git("fsck", "--strict")).doesNotContain("error", "missing", "corrupt");
        assertThat(sandbox.shell(
                        sandbox.repository, "find .git -name index.lock -o -path '*refs*.lock' -o -name '*.tmp'"))
                .isEmpty();
    }

    @Nested
    class OfTheWorktrees {
        private Path disk;

        @BeforeEach
        void find() {
            disk = sandbox.folder.resolve("workspaces");
        }

        @Test
        void aLeaseFailsAndLeavesNothingAndWorksWhenThereIsRoom() throws Exception {
            fill(disk);

            assertTellsOfTheDisk(() -> await(run.lease(LeaseRequest.of("agent", sandbox.head()))));

            assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
            assertRepositoryIsSound();
            makeRoom(disk);
            Workspace workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
            assertThat(sandbox.gitIn(workspace.directory(), "status", "--porcelain"))
                    .isEmpty();
            assertThat(sandbox.shell(disk, "find . -name large | wc -l").strip())
                    .as("the half made worktree is gone")
                    .isEqualTo("1");
        }

        @Test
        void aLeaseFailsTheSameWayWhereNativeGitWritesTheFiles() throws Exception {
            sandbox.write(".gitattributes", "*.win text eol=crlf\n");
            sandbox.write("lines.win", "a line\n".repeat(1000));
            sandbox.git("rm", "-q", "large");
            sandbox.commitAll("lines");
            fill(disk);
            sandbox.shell(disk, "truncate -s -" + 6 * 4096 + " ballast");

            assertTellsOfTheDisk(() -> await(run.lease(LeaseRequest.of("agent", sandbox.head()))));

            assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
            makeRoom(disk);
            await(run.lease(LeaseRequest.of("agent", sandbox.head())));
        }

        @Test
        void whatFitsIsLeasedAndWhatDoesNotIsRefusedAlone() throws Exception {
            Workspace first = await(run.lease(LeaseRequest.of("first", sandbox.head())));
            fill(disk);

            assertTellsOfTheDisk(() -> await(run.lease(LeaseRequest.of("second", sandbox.head()))));

            assertThat(capture(first).isEmpty()).isTrue();
            assertThat(sandbox.git("worktree", "list").lines()).hasSize(2);
        }

        @Test
        void workThatWasCutOffByItIsCapturedAsFarAsItGot() {
            Workspace workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
            writeIn(workspace.directory(), "done", "done\n");
            fill(disk);
            sandbox.shell(workspace.directory(), "{ echo more > cut; } 2> /dev/null || echo failed >&2");

            Change change = capture(workspace);

            assertThat(sandbox.git("show", change.commit() + ":done")).isEqualTo("done\n");
            assertThat(sandbox.git("show", change.commit() + ":cut")).isEmpty();
            assertRepositoryIsSound();
        }

        @Test
        void aResetFailsAndLosesNothingAndWorksWhenThereIsRoom() throws Exception {
            Workspace workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
            writeIn(workspace.directory(), "done", "done\n");
            Files.delete(workspace.directory().resolve("large"));
            fill(disk);
            Path saved = sandbox.folder.resolve("saved.patch");

            assertTellsOfTheDisk(() -> finish(workspace.reset(saved)));

            assertThat(saved).content().contains("+done");
            makeRoom(disk);
            finish(workspace.reset(sandbox.folder.resolve("again.patch")));
            assertThat(sandbox.gitIn(workspace.directory(), "status", "--porcelain"))
                    .isEmpty();
        }

        @Test
        void theRunEndsAndLeavesNothingWhileTheDiskIsFull() {
            await(run.lease(LeaseRequest.of("agent", sandbox.head())));
            fill(disk);

            finish(run.close());

            assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
            assertThat(sandbox.provider.remains(sandbox.inspect()).collectList().block())
                    .noneMatch(RunRemains::untidy);
        }
    }

    @Nested
    class OfTheRepository {
        private Path disk;
        private Workspace workspace;

        @BeforeEach
        void workInAWorkspace() {
            disk = sandbox.repository;
            workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
            writeIn(workspace.directory(), "large", noise(2));
            writeIn(workspace.directory(), "README.md", "one\ntwo\n3\n");
        }

        @Test
        void aCaptureFailsAndWorksWhenThereIsRoom() throws Exception {
            fill(disk);

            assertTellsOfTheDisk(() -> capture(workspace));

            assertThat(sandbox.git("for-each-ref", "refs/heads/council")).isEmpty();
            makeRoom(disk);
            assertRepositoryIsSound();
            assertThat(capture(workspace).files()).hasSize(2);
        }

        /** Each step of it takes a block or two, so each count of them lets it fail at another. */
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
        void anApplyChangesAllOrNothingWhereverTheDiskRunsFull(int blocksLeft) throws Exception {
            Files.delete(workspace.directory().resolve("large"));
            writeIn(workspace.directory(), "deep/er/new", "new\n");
            Change change = capture(workspace);
            fill(disk);
            sandbox.shell(disk, "truncate -s -" + blocksLeft * 4096 + " '" + ballast(disk) + "'");
            Map<String, String> before = sandbox.everythingOfTheUser();

            @Nullable ApplyOutcome outcome = null;
            try {
                outcome = await(run.apply(change, new ApplyRequest(ApplyMode.SQUASH, "applied\n")));
            } catch (CouncilException full) {
                assertThat(full).hasMessageContaining("no space left on the disk");
            }

            if (outcome == null) {
                assertThat(sandbox.everythingOfTheUser()).isEqualTo(before);
                makeRoom(disk);
                outcome = await(run.apply(change, new ApplyRequest(ApplyMode.SQUASH, "applied\n")));
            } else {
                makeRoom(disk);
            }
            assertThat(outcome).isInstanceOf(ApplyOutcome.Applied.class);
            assertThat(sandbox.git("status", "--porcelain")).isEmpty();
            assertThat(sandbox.git("diff", "--stat", "HEAD", "council/run/agent"))
                    .isEmpty();
            assertRepositoryIsSound();
        }

        @ParameterizedTest
        @EnumSource(ApplyMode.class)
        void anApplyChangesNothingAndWorksWhenThereIsRoom(ApplyMode mode) throws Exception {
            Change change = capture(workspace);
            fill(disk);
            Map<String, String> before = sandbox.everythingOfTheUser();

            assertTellsOfTheDisk(() -> await(run.apply(change, new ApplyRequest(mode, "applied\n"))));

            assertThat(sandbox.everythingOfTheUser()).isEqualTo(before);
            makeRoom(disk);
            assertRepositoryIsSound();
            assertThat(await(run.apply(change, new ApplyRequest(mode, "applied\n"))))
                    .isInstanceOf(ApplyOutcome.Applied.class);
            assertThat(read(sandbox.repository, "README.md")).isEqualTo("one\ntwo\n3\n");
            assertRepositoryIsSound();
        }

        @Test
        void anAgentsOwnCommitFailsAndTheCaptureIsNoWorseForIt() throws Exception {
            fill(disk);
            for (String command : List.of("add", "commit")) {
                assertThat(sandbox.tryGit(workspace.directory(), Map.of(), command, "-a", "-m", "x")
                                .exitCode())
                        .isNotZero();
            }
            makeRoom(disk);

            assertThat(capture(workspace).files()).hasSize(2);
            assertRepositoryIsSound();
        }

        @Test
        void aLeaseFailsAndWorksWhenThereIsRoom() throws Exception {
            fill(disk);

            assertTellsOfTheDisk(() -> await(run.lease(LeaseRequest.of("second", sandbox.head()))));

            makeRoom(disk);
            assertThat(sandbox.git("worktree", "list").lines()).hasSize(2);
            await(run.lease(LeaseRequest.of("second", sandbox.head())));
            assertRepositoryIsSound();
        }

        @Test
        void whatACutOffRunLeftStaysUntilItsWorkCanBeSaved() throws Exception {
            finish(run.detach());
            String runId = String.valueOf(run.directory().getFileName());
            fill(disk);

            assertTellsOfTheDisk(() -> sandbox.provider
                    .remove(sandbox.inspect(), runId, false)
                    .collectList()
                    .block());

            assertThat(read(workspace.directory(), "README.md")).isEqualTo("one\ntwo\n3\n");
            makeRoom(disk);
            sandbox.provider
                    .remove(sandbox.inspect(), runId, false)
                    .collectList()
                    .block();
            assertThat(run.directory().resolve("agent.patch")).content().contains("+3");
            assertThat(workspace.directory()).doesNotExist();
        }

        @Test
        void theRunEndsAndLeavesNothingWhileTheDiskIsFull() {
            fill(disk);

            finish(run.close());

            assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
            assertThat(sandbox.provider.remains(sandbox.inspect()).collectList().block())
                    .noneMatch(RunRemains::untidy);
            assertRepositoryIsSound();
        }
    }
}
