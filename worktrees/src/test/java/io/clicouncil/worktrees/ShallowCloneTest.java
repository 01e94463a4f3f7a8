package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.read;
import static io.clicouncil.worktrees.GitSandbox.writeIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.ApplyOutcome;
import io.clicouncil.workspace.ApplyRequest;
import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A clone whose history is cut off at the commit that the run starts from, beside the full one that it is of. */
@Tag("F18")
class ShallowCloneTest {
    private static final String BRANCH = "council/run/agent";

    @TempDir
    Path temporary;

    private GitSandbox sandbox;
    private Path full;
    private RunWorkspaces run;
    private Change change;

    @BeforeEach
    void captureInAShallowClone() throws Exception {
        sandbox = GitSandbox.withSample(temporary);
        sandbox.write("README.md", "1\n2\n3\n");
        sandbox.commitAll("second");
        full = Files.move(sandbox.repository, sandbox.folder.resolve("full"));
        sandbox.gitIn(sandbox.folder, "clone", "-q", "--depth=1", "file://" + full, sandbox.repository.toString());
        sandbox.git("config", "user.name", "Ada Example");
        sandbox.git("config", "user.email", "ada@example.org");
        run = sandbox.open();
        Workspace workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
        assertThat(sandbox.gitIn(workspace.directory(), "status", "--porcelain"))
                .isEmpty();
        writeIn(workspace.directory(), "src/Main.java", "class Main { int x; }\n");
        writeIn(workspace.directory(), "new", "new\n");
        change = await(workspace.capture(new CaptureRequest(BRANCH, "captured\n", List.of())));
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private void assertIsWhole(Path repository) {
        assertThat(sandbox.gitIn(repository, "rev-list", "--count", change.base() + ".." + BRANCH)
                        .strip())
                .isEqualTo("1");
        assertThat(sandbox.gitIn(repository, "show", BRANCH + ":new")).isEqualTo("new\n");
        assertThat(sandbox.gitIn(repository, "show", BRANCH + ":README.md")).isEqualTo("1\n2\n3\n");
        assertThat(sandbox.gitIn(repository, "fsck", "--strict")).doesNotContain("error", "missing");
    }

    @Test
    void itsBranchIsWholeAndTheCloneIsAsShallowAsItWas() {
        assertIsWhole(sandbox.repository);
        assertThat(read(sandbox.repository, ".git/shallow")).isEqualTo(change.base() + "\n");
    }

    @Test
    void itsBranchCanBeFetchedByWhoeverHasTheBase() {
        sandbox.gitIn(full, "fetch", "-q", sandbox.repository.toString(), BRANCH + ":" + BRANCH);

        assertIsWhole(full);
        assertThat(full.resolve(".git/shallow")).doesNotExist();
        assertThat(sandbox.gitIn(full, "rev-list", "--count", BRANCH).strip()).isEqualTo("3");
    }

    @Test
    void itsBranchCanBeMovedAsAThinBundle() {
        Path bundle = sandbox.folder.resolve("thin.bundle");
        sandbox.git("bundle", "create", "-q", bundle.toString(), change.base() + ".." + BRANCH);

        sandbox.gitIn(full, "fetch", "-q", bundle.toString(), BRANCH + ":" + BRANCH);

        assertIsWhole(full);
    }

    @ParameterizedTest
    @EnumSource(ApplyMode.class)
    void itIsAppliedInEveryMode(ApplyMode mode) {
        assertThat(await(run.apply(change, new ApplyRequest(mode, "applied\n"))))
                .isInstanceOf(ApplyOutcome.Applied.class);

        assertThat(read(sandbox.repository, "new")).isEqualTo("new\n");
        assertIsWhole(sandbox.repository);
    }

    @Test
    void itIsMergedWithWhatTheUserCommittedMeanwhile() {
        sandbox.write("README.md", "1\n2\nthree\n");
        sandbox.commitAll("third");

        assertThat(await(run.apply(change, new ApplyRequest(ApplyMode.MERGE, "applied\n"))))
                .isInstanceOf(ApplyOutcome.Applied.class);

        assertThat(read(sandbox.repository, "README.md")).isEqualTo("1\n2\nthree\n");
        assertThat(read(sandbox.repository, "new")).isEqualTo("new\n");
        sandbox.git("push", "-q", "origin", "HEAD:refs/heads/merged");
        assertThat(sandbox.gitIn(full, "show", "merged:new")).isEqualTo("new\n");
    }
}
