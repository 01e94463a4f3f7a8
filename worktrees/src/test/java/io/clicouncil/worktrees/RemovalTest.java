package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.finish;
import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.RunRemains;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays when a run that has ended is removed, and what is said of it. */
class RemovalTest {
    @TempDir
    Path temporary;

    private GitSandbox sandbox;

    @BeforeEach
    void endARunThatLeavesABranch() {
        sandbox = GitSandbox.withSample(temporary);
        RunWorkspaces run = sandbox.reopen(Victim.RUN);
        Workspace workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
        Victim.work(workspace);
        await(workspace.capture(Victim.capture()));
        finish(run.close());
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private List<String> remove() {
        return Objects.requireNonNull(sandbox.provider
                .remove(sandbox.inspect(), Victim.RUN, true)
                .collectList()
                .block());
    }

    private void assertIsLeft() {
        assertThat(remove()).singleElement().asString().startsWith("Left the branch " + Victim.BRANCH);
        assertThat(sandbox.git("branch", "--list", Victim.BRANCH)).isNotEmpty();
    }

    @Test
    void theBranchGoes() {
        assertThat(remove()).singleElement().asString().startsWith("Removed the branch " + Victim.BRANCH);
        assertThat(sandbox.git("branch", "--list", "council/*")).isEmpty();
    }

    @Test
    void aBranchThatTheUserIsOnIsLeft() {
        sandbox.git("switch", "-q", Victim.BRANCH);

        assertIsLeft();

        assertThat(sandbox.git("status", "--porcelain")).isEmpty();
    }

    @Test
    void aBranchThatAnotherWorkingTreeIsOnIsLeft() {
        Path side = sandbox.folder.resolve("side");
        sandbox.git("worktree", "add", "-q", side.toString(), Victim.BRANCH);

        assertIsLeft();

        assertThat(sandbox.gitIn(side, "status", "--porcelain")).isEmpty();
    }

    @Test
    void aBranchThatIsLockedIsNotSaidToBeGone() {
        sandbox.git("branch", "-m", Victim.BRANCH, "council/" + Victim.RUN + "/a/b");
        sandbox.write(".git/refs/heads/council/" + Victim.RUN + "/a/b.lock", "");

        assertThat(remove()).singleElement().asString().startsWith("Left the branch");
    }

    @Test
    void branchesOfTheUsersThatOnlyLookLikeThoseOfARunAreNoRemains() {
        sandbox.git("branch", "council/fix/typo");
        sandbox.git("branch", "council/2026/plan");

        assertThat(sandbox.provider.remains(sandbox.inspect()).collectList().block())
                .extracting(RunRemains::runId)
                .containsExactly(Victim.RUN);
    }
}
