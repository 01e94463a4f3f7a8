package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.finish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.ApplyOutcome;
import io.clicouncil.workspace.ApplyRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.Provision;
import io.clicouncil.workspace.RunRemains;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a council that was killed leaves, and how the next one goes on with it or takes it away. */
class KilledTest {
    @TempDir
    Path temporary;

    private GitSandbox sandbox;
    private Map<String, String> before = Map.of();

    @BeforeEach
    void makeRepository() {
        sandbox = GitSandbox.withSample(temporary);
        sandbox.write("README.md", "one\ntwo\nthree\n");
        sandbox.write("notes", "not committed\n");
        before = sandbox.everythingOfTheUser();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private void assertNothingOfTheUserChanged() {
        Map<String, String> now = sandbox.everythingOfTheUser();
        now.keySet().removeIf(name -> name.startsWith(".git/refs/heads/council") || name.equals(".git/worktrees"));
        now.keySet().removeIf(name -> name.startsWith(".git/worktrees/"));
        assertThat(now).isEqualTo(before);
    }

    private RunRemains remains() {
        return Objects.requireNonNull(
                sandbox.provider.remains(sandbox.inspect()).blockLast());
    }

    private List<String> remove(boolean branches) {
        return Objects.requireNonNull(sandbox.provider
                .remove(sandbox.inspect(), Victim.RUN, branches)
                .collectList()
                .block());
    }

    private RunWorkspaces reopen() {
        return sandbox.reopen(Victim.RUN);
    }

    private static LeaseRequest existing(String commit, Path folder) {
        return new LeaseRequest("agent", commit, Provision.NONE, folder);
    }

    @ParameterizedTest
    @Tag("F24")
    @Tag("F2")
    @ValueSource(
            strings = {
                "before-registration",
                "after-registration",
                "before-capture-branch",
                "after-capture-branch",
                "before-withdrawal"
            })
    void removeTakesAwayAllThatItLeft(String point) throws Exception {
        sandbox.git("checkout", "-q", "--detach");
        sandbox.git("checkout", "-q", "trunk");
        Victim.dieAt(sandbox, point, ApplyMode.PATCH);

        RunRemains left = remains();
        assertThat(left.runId()).isEqualTo(Victim.RUN);
        assertThat(left.alive()).isFalse();
        assertThat(left.untidy()).isTrue();
        assertThat(left.worktrees()).hasSize(1);
        assertThat(remove(true)).anyMatch(said -> said.startsWith("Removed the worktree"));

        assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
        assertThat(sandbox.git("for-each-ref", "refs/heads/council", "refs/council"))
                .isEmpty();
        assertThat(sandbox.git("fsck", "--strict")).doesNotContain("error", "missing");
        assertThat(sandbox.shell(sandbox.folder, "find workspaces -type f | wc -l")
                        .strip())
                .isEqualTo("0");
        assertThat(sandbox.provider.remains(sandbox.inspect()).collectList().block())
                .noneMatch(RunRemains::untidy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before-capture-branch", "after-capture-branch"})
    @Tag("F1")
    void theNextCouncilTakesItsWorktreeOverAndCapturesTheSame(String point) throws Exception {
        Victim.dieAt(sandbox, point, ApplyMode.PATCH);
        Path folder = remains().worktrees().get(0);
        String branch = sandbox.git("for-each-ref", "--format=%(objectname)", "refs/heads/council")
                .strip();

        RunWorkspaces run = reopen();
        Workspace workspace = await(run.lease(existing(sandbox.head(), folder)));
        Change change = await(workspace.capture(Victim.capture()));

        assertThat(workspace.directory()).isEqualTo(folder);
        assertThat(change.files()).hasSize(5);
        if (!branch.isEmpty()) {
            assertThat(change.commit()).isEqualTo(branch);
        }
        finish(workspace.reset(sandbox.folder.resolve("saved.patch")));
        assertThat(sandbox.gitIn(folder, "status", "--porcelain")).isEmpty();
        assertThat(await(workspace.capture(Victim.capture())).isEmpty()).isTrue();
        finish(run.close());
        assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
    }

    @Test
    @Tag("F1")
    void aWorktreeThatIsJustRegisteredAnewIsTakenOver() throws Exception {
        Victim.dieAt(sandbox, "while-registered-anew", ApplyMode.PATCH);
        Path folder = remains().worktrees().get(0);
        assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);

        RunWorkspaces run = reopen();
        Workspace workspace = await(run.lease(existing(sandbox.head(), folder)));
        finish(workspace.reset(sandbox.folder.resolve("saved.patch")));
        assertThat(sandbox.gitIn(folder, "status", "--porcelain")).isEmpty();
        Victim.work(workspace);

        assertThat(await(workspace.capture(Victim.capture())).files()).hasSize(5);
        finish(run.close());
        assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
    }

    @Test
    @Tag("F24")
    void aWorktreeThatWasNotFinishedIsNotTakenOverAndItsPathNotUsedAgain() throws Exception {
        Victim.dieAt(sandbox, "before-registration", ApplyMode.PATCH);
        Path folder = remains().worktrees().get(0);
        RunWorkspaces run = reopen();

        assertThat(run.lease(existing(sandbox.head(), folder)).materialize().block())
                .asString()
                .contains("was not finished");
        Workspace fresh = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
        assertThat(fresh.directory()).isNotEqualTo(folder);
        finish(run.close());
        assertThat(folder).doesNotExist();
        assertThat(remains().untidy()).isFalse();
    }

    @Test
    void unsavedWorkIsKeptAsAPatchThatGitApplies() throws Exception {
        Victim.dieAt(sandbox, "before-capture-branch", ApplyMode.PATCH);

        assertThat(remove(false)).anyMatch(said -> said.contains("unsaved work"));

        Path patch = sandbox.repository.resolve(".git/council/runs/" + Victim.RUN + "/agent.patch");
        sandbox.git("apply", patch.toString());
        assertThat(GitSandbox.read(sandbox.repository, "src")).isEqualTo("a file now\n");
        assertThat(GitSandbox.read(sandbox.repository, "README.md")).isEqualTo("1\ntwo\nthree\n");
    }

    @Test
    void workThatCannotBeSavedIsLeftAndNamedAndTheRestGoes() throws Exception {
        RunWorkspaces run = reopen();
        Workspace lost = await(run.lease(LeaseRequest.of("a-lost", sandbox.head())));
        Workspace other = await(run.lease(LeaseRequest.of("b-other", sandbox.head())));
        Victim.work(lost);
        Victim.work(other);
        finish(run.detach());
        sandbox.write(".git/council/runs/" + Victim.RUN + "/workspaces/a-lost", "of another version");

        assertThatThrownBy(() -> remove(false))
                .hasMessageContaining("The work in " + lost.directory() + " cannot be saved")
                .hasMessageContaining("another version");

        assertThat(GitSandbox.read(lost.directory(), "src")).isEqualTo("a file now\n");
        assertThat(other.directory()).doesNotExist();
        assertThat(sandbox.repository.resolve(".git/council/runs/" + Victim.RUN + "/b-other.patch"))
                .isNotEmptyFile();
        Folders.delete(lost.directory());
        assertThat(remove(false)).isNotEmpty();
        assertThat(remains().untidy()).isFalse();
    }

    @ParameterizedTest
    @Tag("F25")
    @CsvSource({
        "apply-planned, SQUASH",
        "applying-file:1, SQUASH",
        "applying-file:2, SQUASH",
        "applying-file:3, SQUASH",
        "applying-file:4, MERGE",
        "applying-file:5, PATCH",
        "files-exchanged, FF",
        "files-exchanged, PATCH",
    })
    void anApplyCutOffBeforeTheBranchMovedIsUndone(String point, ApplyMode mode) throws Exception {
        Victim.dieAt(sandbox, point, mode);
        assertThat(remains().halfApplied()).isTrue();

        assertThat(remove(false)).anyMatch(said -> said.startsWith("Undid an apply"));

        assertNothingOfTheUserChanged();
        assertThat(remains().halfApplied()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "branch-moved, SQUASH",
        "before-index, SQUASH",
        "before-record, SQUASH",
        "before-index, MERGE",
        "branch-moved, FF"
    })
    void anApplyCutOffAfterTheBranchMovedIsCompletedAndNotDoneTwice(String point, ApplyMode mode) throws Exception {
        Victim.dieAt(sandbox, point, mode);

        RunWorkspaces run = reopen();

        String head = sandbox.head();
        assertThat(sandbox.git("status", "--porcelain")).isEqualTo("?? notes\n");
        assertThat(sandbox.git("reflog", "-1", "--format=%H").strip()).isEqualTo(head);
        assertThat(sandbox.repository.resolve(".git/index.lock")).doesNotExist();
        Path folder = remains().worktrees().get(0);
        Workspace workspace = await(run.lease(
                existing(sandbox.git("rev-parse", Victim.BRANCH + "~").strip(), folder)));
        Change change = await(workspace.capture(Victim.capture()));
        assertThat(await(run.apply(change, new ApplyRequest(mode, "applied\n"))))
                .isEqualTo(new ApplyOutcome.Applied(mode, "trunk", head, true));
        assertThat(sandbox.head()).isEqualTo(head);
        assertThat(sandbox.git("status", "--porcelain")).isEqualTo("?? notes\n");
    }

    @Test
    @Tag("F25")
    void whatTheUserChangedSinceIsLeftAndTheOldFileKept() throws Exception {
        Victim.dieAt(sandbox, "files-exchanged", ApplyMode.SQUASH);
        sandbox.write("README.md", "mine, written after the crash\n");

        assertThat(remove(false)).anyMatch(said -> said.contains("README.md, changed since"));

        assertThat(GitSandbox.read(sandbox.repository, "README.md")).isEqualTo("mine, written after the crash\n");
        assertThat(sandbox.git("status", "--porcelain")).isEqualTo(" M README.md\n?? notes\n");
    }

    @Test
    @Tag("F25")
    void anIndexLockOfTheUsersIsNotTakenForOurs() throws Exception {
        Victim.dieAt(sandbox, "apply-planned", ApplyMode.SQUASH);
        sandbox.shell(sandbox.repository, "rm .git/index.lock; echo theirs > .git/index.lock");

        remove(false);

        assertThat(GitSandbox.read(sandbox.repository, ".git/index.lock")).isEqualTo("theirs\n");
    }

    /** As JGit leaves one when its process dies between taking a lock and writing to it. */
    private Path lockItsBranch() throws Exception {
        Path lock = sandbox.repository.resolve(".git/refs/heads/" + Victim.BRANCH + ".lock");
        Folders.createParents(lock);
        return Files.createFile(lock);
    }

    @ParameterizedTest
    @Tag("F25")
    @ValueSource(strings = {"before-capture-branch", "after-capture-branch"})
    void aLockOnItsBranchGoesWithIt(String point) throws Exception {
        Victim.dieAt(sandbox, point, ApplyMode.PATCH);
        Path lock = lockItsBranch();
        Files.delete(sandbox.repository.resolve(".git/council/runs/" + Victim.RUN + ".lock"));
        assertThat(sandbox.tryGit(sandbox.repository, Map.of(), "branch", "-f", Victim.BRANCH)
                        .errors())
                .contains("Another git process");

        assertThat(remains().untidy()).isTrue();
        assertThat(remove(true)).contains("Removed the lock " + lock + ".");

        assertThat(lock.getParent()).doesNotExist();
        assertThat(sandbox.git("for-each-ref", "refs/heads/council")).isEmpty();
        assertNothingOfTheUserChanged();
    }

    @Test
    @Tag("F25")
    void aLockOnItsBranchDoesNotKeepTheNextCouncilFromCapturing() throws Exception {
        Victim.dieAt(sandbox, "before-capture-branch", ApplyMode.PATCH);
        Path folder = remains().worktrees().get(0);
        lockItsBranch();

        RunWorkspaces run = reopen();
        Workspace workspace = await(run.lease(existing(sandbox.head(), folder)));

        assertThat(await(workspace.capture(Victim.capture())).files()).hasSize(5);
    }

    @Test
    @Tag("F25")
    void aLockThatIsLeftWhileItRunsGoesWhenItIsClosed() throws Exception {
        RunWorkspaces run = reopen();
        Path lock = lockItsBranch();

        finish(run.close());

        assertThat(lock).doesNotExist();
    }

    @Test
    @Tag("F25")
    void aLockOnABranchOfAnotherRunIsLeft() throws Exception {
        Victim.dieAt(sandbox, "before-capture-branch", ApplyMode.PATCH);
        sandbox.write(".git/refs/heads/council/20261121-111111-else/agent.lock", "");

        remove(true);

        assertThat(sandbox.repository.resolve(".git/refs/heads/council/20261121-111111-else/agent.lock"))
                .exists();
    }

    @Test
    void aRunThatLivesIsNotRemoved() {
        RunWorkspaces run = reopen();

        assertThat(remains().alive()).isTrue();
        assertThat(sandbox.provider
                        .remove(sandbox.inspect(), Victim.RUN, true)
                        .materialize()
                        .blockFirst())
                .asString()
                .contains("is going on");
        finish(run.close());
    }

    @Test
    void aRunThatIsLetGoOfLeavesItsWorktreesForWhoeverResumesIt() {
        RunWorkspaces run = reopen();
        Workspace workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
        Map<String, String> environment = workspace.environment();
        Victim.work(workspace);
        finish(run.detach());
        finish(run.close());

        assertThat(remains().alive()).isFalse();
        RunWorkspaces resumed = reopen();
        Workspace again = await(resumed.lease(existing(sandbox.head(), workspace.directory())));
        assertThat(again.environment()).isEqualTo(environment);
        assertThat(await(again.capture(Victim.capture())).files()).hasSize(5);
        assertNothingOfTheUserChanged();
    }

    @Test
    void aWorktreeThatIsTakenOverWhenNobodyWaitsForItAnyMoreKeepsItsWork() throws Exception {
        Victim.dieAt(sandbox, "before-capture-branch", ApplyMode.PATCH);
        Path folder = remains().worktrees().get(0);
        RunWorkspaces run = reopen();

        run.lease(existing(sandbox.head(), folder)).subscribe().dispose();

        finish(run.detach());
        RunWorkspaces resumed = reopen();
        Workspace workspace = await(resumed.lease(existing(sandbox.head(), folder)));
        assertThat(await(workspace.capture(Victim.capture())).files()).hasSize(5);
    }
}
