package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.photograph;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import io.clicouncil.workspace.RepositoryState;
import io.clicouncil.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectTest {
    @TempDir
    Path temporary;

    private GitSandbox sandbox;

    @BeforeEach
    void makeRepository() {
        sandbox = GitSandbox.withSample(temporary);
    }

    private void assertRefused(Path directory, String revision, Reason reason, String words) {
        assertThatThrownBy(() -> await(sandbox.provider.inspect(directory, revision)))
                .isInstanceOfSatisfying(
                        CouncilException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason))
                .hasMessageContaining(words);
    }

    @Test
    void tellsRootBranchAndBaseFromAnyFolderOfTheTree() {
        RepositoryState state = await(sandbox.provider.inspect(sandbox.repository.resolve("src/test"), "HEAD"));

        assertThat(state.root()).isEqualTo(sandbox.repository);
        assertThat(state.commonDirectory()).isEqualTo(sandbox.repository.resolve(".git"));
        assertThat(state.branch()).isEqualTo("trunk");
        assertThat(state.base()).isEqualTo(sandbox.head());
        assertThat(state.uncommitted()).isEmpty();
    }

    @Test
    @Tag("F19")
    void aDetachedHeadAndAnOlderRevisionWork() {
        String first = sandbox.head();
        sandbox.write("more", "more\n");
        sandbox.commitAll("second");
        sandbox.git("checkout", "-q", "--detach");
        sandbox.git("tag", "-m", "annotated", "v1", first);

        assertThat(sandbox.inspect().branch()).isNull();
        assertThat(await(sandbox.provider.inspect(sandbox.repository, "HEAD~1")).base())
                .isEqualTo(first);
        assertThat(await(sandbox.provider.inspect(sandbox.repository, "v1")).base())
                .isEqualTo(first);
    }

    @Test
    void inALinkedWorktreeItsOwnHeadCounts() {
        Path side = sandbox.folder.resolve("side");
        sandbox.git("worktree", "add", "-q", "-b", "side", side.toString());
        GitSandbox.writeIn(side, "more", "more\n");
        sandbox.shell(side, "git add -A; git commit -qm more");

        RepositoryState state = await(sandbox.provider.inspect(side, "HEAD"));

        assertThat(state.branch()).isEqualTo("side");
        assertThat(state.root()).isEqualTo(side);
        assertThat(state.commonDirectory()).isEqualTo(sandbox.repository.resolve(".git"));
        assertThat(state.base())
                .isEqualTo(sandbox.gitIn(side, "rev-parse", "HEAD").strip());
    }

    @Test
    @Tag("F19")
    void uncommittedNamesWhatIsStagedChangedOrNew() throws Exception {
        sandbox.write("staged", "x\n");
        sandbox.git("add", "staged");
        sandbox.write("src/Main.java", "edited\n");
        Files.delete(sandbox.repository.resolve("README.md"));
        sandbox.write("fresh/a", "x\n");
        sandbox.write("fresh/b", "x\n");
        sandbox.write("noise.log", "ignored\n");
        sandbox.write("build/out", "ignored\n");
        sandbox.shell(sandbox.repository, "chmod +x src/test/MainTest.java; touch .gitignore");

        assertThat(sandbox.inspect().uncommitted())
                .containsExactly("README.md", "fresh/", "src/Main.java", "src/test/MainTest.java", "staged");
    }

    @Test
    void uncommittedIsBounded() {
        for (int i = 0; i < 150; i++) {
            sandbox.write("new-" + i, "x\n");
        }

        assertThat(sandbox.inspect().uncommitted()).hasSize(100);
    }

    @Test
    void nothingIsWrittenAndNoProcessStarted() {
        sandbox.shell(sandbox.repository, "touch README.md");
        Map<String, String> before = photograph(sandbox.folder);

        sandbox.inspect();

        assertThat(photograph(sandbox.folder)).isEqualTo(before);
        assertThat(sandbox.runner.commands).isEmpty();
    }

    @Nested
    class Refuses {

        @Test
        void aFolderThatIsInNoRepository() throws Exception {
            assertRefused(
                    Files.createDirectory(temporary.resolve("plain")),
                    "HEAD",
                    Reason.ENVIRONMENT,
                    "not in a git repository");
        }

        @Test
        void aFolderThatIsNotThere() {
            assertRefused(temporary.resolve("none"), "HEAD", Reason.ENVIRONMENT, "no folder");
        }

        @Test
        @Tag("F17")
        void aBareRepository() {
            sandbox.git("clone", "-q", "--bare", ".", "../bare");
            assertRefused(sandbox.folder.resolve("bare"), "HEAD", Reason.ENVIRONMENT, "bare");
        }

        @Test
        @Tag("F16")
        void aRepositoryWithoutACommit() {
            GitSandbox empty = GitSandbox.empty(temporary.resolve("second"));
            assertRefused(empty.repository, "HEAD", Reason.ENVIRONMENT, "git commit");
        }

        @Test
        @Tag("F19")
        void aBranchWithoutACommit() {
            sandbox.git("checkout", "-q", "--orphan", "fresh");
            assertRefused(sandbox.repository, "HEAD", Reason.ENVIRONMENT, "no commit yet");
        }

        @ParameterizedTest
        @CsvSource({"nowhere", "-x", "a..b", "HEAD:README.md", "'bad^^^{'", "''"})
        @Tag("F23")
        void aRevisionThatNamesNoCommit(String revision) {
            assertRefused(sandbox.repository, revision, Reason.USAGE, "`" + revision + "`");
        }

        @Test
        @Tag("F20")
        void aBranchThatLeavesNoRoomForTheCouncils() {
            sandbox.git("branch", "council");
            assertRefused(sandbox.repository, "HEAD", Reason.ENVIRONMENT, "git branch -m council");
        }

        @ParameterizedTest
        @CsvSource({
            "extensions.objectFormat, sha256, sha256",
            "extensions.refStorage, reftable, reftable",
            "extensions.fromTheFuture, true, fromthefuture",
            "core.sparseCheckout, true, sparse",
            "core.symlinks, false, core.symlinks",
            "remote.origin.promisor, true, partial clone",
            "core.worktree, /, core.worktree"
        })
        @Tag("F22")
        @Tag("F39")
        void aKindOfRepositoryThatWouldBeMisread(String key, String value, String words) {
            sandbox.git("config", key, value);
            assertRefused(sandbox.repository, "HEAD", Reason.ENVIRONMENT, words);
        }

        @Test
        @Tag("F22")
        void settingsOfTheWorkingTreeAlone() {
            sandbox.git("config", "extensions.worktreeConfig", "true");
            sandbox.git("config", "--worktree", "core.sparseCheckout", "true");
            assertRefused(sandbox.repository, "HEAD", Reason.ENVIRONMENT, "sparse");
        }

        @Test
        void replacedObjects() {
            sandbox.write("more", "x\n");
            sandbox.commitAll("second");
            sandbox.git("replace", "HEAD", "HEAD~1");
            assertRefused(sandbox.repository, "HEAD", Reason.ENVIRONMENT, "replace");
        }

        @Test
        void aSplitIndex() {
            sandbox.git("update-index", "--split-index");
            assertRefused(sandbox.repository, "HEAD", Reason.ENVIRONMENT, "--no-split-index");
        }
    }

    @Nested
    @Tag("F26")
    class OfAnotherUser {

        /** Gives it away, where this user may. */
        private void give(String what) {
            assumeTrue(sandbox.shell(sandbox.folder, "id -u").strip().equals("0"));
            sandbox.shell(sandbox.repository, "chown -R 12345 " + what);
        }

        @ParameterizedTest
        @ValueSource(strings = {".", ".git"})
        void isRefusedAsNativeGitRefusesItAndNothingIsWritten(String what) {
            give(what);
            Map<String, String> before = photograph(sandbox.folder);

            assertRefused(
                    sandbox.repository,
                    "HEAD",
                    Reason.ENVIRONMENT,
                    "`git config --global --add safe.directory " + sandbox.repository + "`");

            assertThat(sandbox.tryGit(sandbox.repository, Map.of(), "status").errors())
                    .contains("dubious ownership");
            assertThat(photograph(sandbox.folder)).isEqualTo(before);
        }

        @Test
        void canNotDeclareItselfSafe() {
            sandbox.git("config", "safe.directory", "*");
            give(".");

            assertRefused(sandbox.repository, "HEAD", Reason.ENVIRONMENT, "belongs to another user");
        }

        @Test
        void isRefusedAlsoWhenItChangedHandsAfterTheInspection() {
            RepositoryState state = sandbox.inspect();
            give(".");

            assertThatThrownBy(() -> sandbox.open(state)).hasMessageContaining("belongs to another user");
            assertThat(sandbox.repository.resolve(".git/council/runs")).isEmptyDirectory();
        }

        @Test
        void isWorkedWithWhenTheUserTrustsIt() {
            give(".");
            sandbox.gitIn(sandbox.home, "config", "--global", "--add", "safe.directory", sandbox.repository.toString());

            Workspace workspace = sandbox.lease();

            assertThat(sandbox.gitIn(workspace.directory(), "status", "--porcelain"))
                    .isEmpty();
            sandbox.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "4"})
    void everyVersionOfTheIndexIsRead(String version) {
        sandbox.write("a/b/c", "x\n");
        sandbox.write("a/b/c d", "x\n");
        sandbox.commitAll("second");
        sandbox.git("update-index", "--index-version", version);
        sandbox.write("later", "x\n");
        sandbox.git("add", "-N", "later");

        assertThat(sandbox.inspect().uncommitted()).containsExactly("later");
    }
}
