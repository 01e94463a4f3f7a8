package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.ApplyOutcome;
import io.clicouncil.workspace.ApplyRequest;
import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.RepositoryState;
import io.clicouncil.workspace.RunRemains;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotTest {
    private static final String RUN = "20261121-111500-snap";

    @TempDir
    Path temporary;

    private GitSandbox sandbox;

    @BeforeEach
    void makeRepository() {
        sandbox = GitSandbox.withSample(temporary);
        sandbox.write(".gitattributes", "*.win text eol=crlf\n");
        sandbox.commitAll("attributes");
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private RepositoryState snapshot() {
        return await(sandbox.provider.snapshot(sandbox.inspect(), RUN));
    }

    private void makeChanges() {
        sandbox.write("README.md", "one\ntwo, mine\nthree\n");
        sandbox.write("staged", "staged\n");
        sandbox.git("add", "staged");
        sandbox.write("lines.win", "a\r\nb\r\n");
        sandbox.write("out.log", "ignored\n");
        sandbox.shell(sandbox.repository, "rm src/Main.java; git init -q inner; echo x > inner/file");
    }

    @Test
    @Tag("F19")
    @Tag("F32")
    void holdsWhatNativeGitWouldCommitAndChangesNothingOfTheUsers() {
        makeChanges();
        Map<String, String> before = sandbox.everythingOfTheUser();

        RepositoryState state = snapshot();

        Map<String, String> now = sandbox.everythingOfTheUser();
        now.keySet().removeIf(name -> name.startsWith(".git/refs/council"));
        assertThat(now).isEqualTo(before);
        assertThat(state.uncommitted()).isEmpty();
        assertThat(sandbox.git("log", "--format=%H %P", "-1", state.base()).strip())
                .isEqualTo(state.base() + " " + sandbox.head());
        sandbox.shell(sandbox.repository, "rm -rf inner; git add -A");
        assertThat(sandbox.git("rev-parse", state.base() + "^{tree}")).isEqualTo(sandbox.git("write-tree"));
    }

    @Test
    void nothingUncommittedIsTheSameState() {
        RepositoryState state = sandbox.inspect();

        assertThat(await(sandbox.provider.snapshot(state, RUN))).isEqualTo(state);
        assertThat(sandbox.git("for-each-ref", "refs/council")).isEmpty();
    }

    @Test
    @Tag("F19")
    void conflictsAreRefused() {
        sandbox.git("checkout", "-q", "-b", "other");
        sandbox.write("README.md", "other\n");
        sandbox.commitAll("other");
        sandbox.git("checkout", "-q", "trunk");
        sandbox.write("README.md", "mine\n");
        sandbox.commitAll("mine");
        sandbox.tryGit(sandbox.repository, Map.of(), "merge", "other");

        assertThatThrownBy(this::snapshot).hasMessageContaining("merge");
        sandbox.shell(sandbox.repository, "rm .git/MERGE_HEAD");
        assertThatThrownBy(this::snapshot).hasMessageContaining("conflicts");
    }

    @Test
    void itIsKeptUntilTheRunsBranchesAreRemoved() {
        makeChanges();
        RepositoryState state = snapshot();
        sandbox.git("gc", "-q", "--prune=now");

        assertThat(sandbox.git("cat-file", "-t", state.base())).isEqualTo("commit\n");
        assertThat(sandbox.provider.remains(state).collectList().block())
                .extracting(RunRemains::branches)
                .containsExactly(List.of("council/" + RUN + "/base"));
        sandbox.provider.remove(state, RUN, true).collectList().block();
        assertThat(sandbox.git("for-each-ref", "refs/council")).isEmpty();
    }

    private ApplyOutcome changeAndApply(ApplyMode mode, String between) {
        makeChanges();
        RepositoryState state = snapshot();
        RunWorkspaces run = await(sandbox.provider.open(state, RUN));
        try {
            Workspace workspace = await(run.lease(LeaseRequest.of("agent", state.base())));
            assertThat(read(workspace.directory(), "README.md")).contains("mine");
            sandbox.shell(workspace.directory(), "echo four >> README.md; echo more >> staged; echo new > new");
            Change change =
                    await(workspace.capture(new CaptureRequest("council/" + RUN + "/agent", "captured\n", List.of())));
            sandbox.shell(sandbox.repository, between);
            return await(run.apply(change, new ApplyRequest(mode, "applied\n")));
        } finally {
            GitSandbox.finish(run.close());
        }
    }

    @Test
    void aPatchGoesOntoTheFilesThatTheRunStartedFrom() {
        assertThat(changeAndApply(ApplyMode.PATCH, ":")).isInstanceOf(ApplyOutcome.Applied.class);

        assertThat(read(sandbox.repository, "README.md")).isEqualTo("one\ntwo, mine\nthree\nfour\n");
        assertThat(read(sandbox.repository, "staged")).isEqualTo("staged\nmore\n");
        assertThat(sandbox.git("status", "--porcelain", "-uno"))
                .isEqualTo(" M README.md\n D src/Main.java\nAM staged\n");
    }

    @Test
    void aPatchIsRefusedWhereTheUserHasGoneOn() {
        assertThat(changeAndApply(ApplyMode.PATCH, "echo later >> README.md"))
                .isInstanceOfSatisfying(
                        ApplyOutcome.Refused.class,
                        refused -> assertThat(refused.reason())
                                .contains("README.md")
                                .doesNotContain("staged"));
        assertThat(sandbox.repository.resolve("new")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(value = ApplyMode.class, mode = EnumSource.Mode.EXCLUDE, names = "PATCH")
    void commitsAreRefusedWithTheAdviceToPatch(ApplyMode mode) {
        assertThat(changeAndApply(mode, ":"))
                .isInstanceOfSatisfying(
                        ApplyOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).contains("--mode patch"));
    }
}
