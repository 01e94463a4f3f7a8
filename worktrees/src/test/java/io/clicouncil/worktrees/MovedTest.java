package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.finish;
import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.Provision;
import io.clicouncil.workspace.RepositoryState;
import io.clicouncil.workspace.RunRemains;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository that was moved, or copied, while a run of it was cut off. */
@Tag("F37")
class MovedTest {
    @TempDir
    Path folder;

    private GitSandbox sandbox;
    private String runId;
    private Path worktree;

    @BeforeEach
    void beCutOff() {
        sandbox = GitSandbox.withSample(folder);
        RunWorkspaces run = sandbox.open();
        runId = String.valueOf(run.directory().getFileName());
        worktree = await(run.lease(LeaseRequest.of("agent", sandbox.head()))).directory();
        GitSandbox.writeIn(worktree, "work", "done\n");
        finish(run.detach());
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private RepositoryState moved() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(sandbox.repository, elsewhere);
        return state(elsewhere);
    }

    private RepositoryState state(Path repository) {
        return await(sandbox.provider.inspect(repository, "HEAD"));
    }

    private List<String> remove(RepositoryState state) {
        return Objects.requireNonNull(
                sandbox.provider.remove(state, runId, true).collectList().block());
    }

    @Test
    void itsRunGoesOnWhereItIsNow() throws Exception {
        RepositoryState state = moved();
        String base = sandbox.gitIn(state.root(), "rev-parse", "HEAD").strip();
        RunWorkspaces run = await(sandbox.provider.open(state, runId));

        Workspace workspace = await(run.lease(new LeaseRequest("agent", base, Provision.NONE, worktree)));

        assertThat(await(workspace.capture(Victim.capture())).files()).hasSize(1);
        assertThat(sandbox.gitIn(worktree, "status", "--porcelain")).isEqualTo("?? work\n");
        finish(run.close());
        assertThat(worktree).doesNotExist();
    }

    @Test
    void itsRunGoesOnWhereItIsNowAlsoWhenItIsCutOffAgain() throws Exception {
        RepositoryState state = moved();
        String base = sandbox.gitIn(state.root(), "rev-parse", "HEAD").strip();
        LeaseRequest existing = new LeaseRequest("agent", base, Provision.NONE, worktree);
        RunWorkspaces run = await(sandbox.provider.open(state, runId));
        await(run.lease(existing));
        finish(run.detach());

        run = await(sandbox.provider.open(state, runId));

        assertThat(await(await(run.lease(existing)).capture(Victim.capture())).files())
                .hasSize(1);
        finish(run.close());
        assertThat(worktree).doesNotExist();
    }

    @Test
    void itsWorkIsSavedWhereTheUserChoseAnotherPlaceForWorktreesMeanwhile() {
        GitWorkspaceProvider elsewhere =
                new GitWorkspaceProvider(folder.resolve("other place"), sandbox.runner, sandbox.environment);
        RepositoryState state = state(sandbox.repository);

        assertThat(elsewhere.remove(state, runId, true).collectList().block())
                .anyMatch(line -> line.contains("its unsaved work is in"));

        assertThat(worktree).doesNotExist();
        assertThat(Folders.parentOf(Folders.parentOf(worktree))).doesNotExist();
        assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
    }

    @Test
    void itsWorkIsSavedBeforeItIsRemoved() throws Exception {
        RepositoryState state = moved();
        RunRemains remains =
                Objects.requireNonNull(sandbox.provider.remains(state).blockLast());
        assertThat(remains.worktrees()).containsExactly(worktree);

        assertThat(remove(state)).anyMatch(line -> line.contains("its unsaved work is in"));

        assertThat(remains.directory().resolve("agent.patch")).content().contains("+done");
        assertThat(worktree).doesNotExist();
        assertThat(sandbox.gitIn(state.root(), "worktree", "list").lines()).hasSize(1);
    }

    @Test
    void aCopyLeavesTheWorktreesOfTheOriginalAlone() {
        Path copy = folder.resolve("copy");
        sandbox.shell(folder, "cp -a '" + sandbox.repository + "' copy");

        remove(state(copy));

        assertThat(worktree.resolve("work")).content().isEqualTo("done\n");
        assertThat(sandbox.gitIn(worktree, "status", "--porcelain")).isEqualTo("?? work\n");
        assertThat(sandbox.gitIn(copy, "worktree", "list").lines()).hasSize(1);
    }
}
