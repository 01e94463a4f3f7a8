package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.workspace.ApplyMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An apply that was cut off in a repository that was moved, or copied, since. */
class MovedApplyTest {
    @TempDir
    Path temporary;

    private GitSandbox sandbox;
    private Path elsewhere;
    private Map<String, String> before;

    @BeforeEach
    void makeRepository() {
        sandbox = GitSandbox.withSample(temporary);
        elsewhere = sandbox.folder.resolve("elsewhere");
        before = sandbox.everythingOfTheUser();
    }

    private List<String> remove(Path repository) {
        return Objects.requireNonNull(sandbox.provider
                .remove(await(sandbox.provider.inspect(repository, "HEAD")), Victim.RUN, true)
                .collectList()
                .block());
    }

    private void assertNothingOfTheUserChanged(Path repository) {
        Map<String, String> now = GitSandbox.everythingOfTheUserIn(repository);
        now.keySet().removeIf(name -> name.startsWith(".git/refs/heads/council"));
        assertThat(now).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apply-planned", "applying-file:3", "files-exchanged"})
    void isUndoneWhereTheFilesAreNow(String point) throws Exception {
        Victim.dieAt(sandbox, point, ApplyMode.SQUASH);
        Files.move(sandbox.repository, elsewhere);

        assertThat(remove(elsewhere)).anyMatch(said -> said.startsWith("Undid an apply"));

        assertNothingOfTheUserChanged(elsewhere);
        assertThat(sandbox.repository).doesNotExist();
    }

    @Test
    void givesUpTheIndexWhereItHadNoPlanYet() throws Exception {
        Victim.dieAt(sandbox, "apply-planned", ApplyMode.SQUASH);
        Files.move(sandbox.repository, elsewhere);
        Files.delete(elsewhere.resolve(".git/council/runs/" + Victim.RUN + "/apply/plan"));

        remove(elsewhere);

        assertThat(elsewhere.resolve(".git/index.lock")).doesNotExist();
        assertNothingOfTheUserChanged(elsewhere);
    }

    @Test
    void isCompletedWhereTheBranchHadMoved() throws Exception {
        Victim.dieAt(sandbox, "branch-moved", ApplyMode.SQUASH);
        Files.move(sandbox.repository, elsewhere);

        assertThat(remove(elsewhere)).anyMatch(said -> said.startsWith("Completed an apply"));

        assertThat(sandbox.gitIn(elsewhere, "status", "--porcelain")).isEmpty();
        assertThat(sandbox.gitIn(elsewhere, "reflog", "-1", "--format=%H"))
                .isEqualTo(sandbox.gitIn(elsewhere, "rev-parse", "HEAD"));
    }

    @Test
    void isUndoneInACopyWithoutTheOriginal() throws Exception {
        Victim.dieAt(sandbox, "files-exchanged", ApplyMode.SQUASH);
        sandbox.shell(sandbox.folder, "cp -a '" + sandbox.repository + "' elsewhere");
        Map<String, String> original = sandbox.everythingOfTheUser();

        assertThat(remove(elsewhere)).anyMatch(said -> said.startsWith("Undid an apply"));

        assertNothingOfTheUserChanged(elsewhere);
        assertThat(sandbox.everythingOfTheUser()).isEqualTo(original);
    }
}
