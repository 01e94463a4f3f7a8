package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.finish;
import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.FileChange;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.Provision;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What setup commands make of a worktree is no part of the agent's change. */
class SettleTest {
    private static final String SETUP = "echo made > made; mkdir out; echo made > out/made; echo lock >> README.md;"
            + " rm src/Main.java; chmod +x run.sh";

    @TempDir
    Path folder;

    private GitSandbox sandbox;
    private RunWorkspaces run;
    private Workspace workspace;
    private String runId;

    @BeforeEach
    void settle() throws Exception {
        sandbox = GitSandbox.empty(folder);
        sandbox.write("README.md", "read me\n");
        sandbox.write("src/Main.java", "class Main {}\n");
        sandbox.write("run.sh", "true\n");
        sandbox.commitAll("files for a setup");
        run = sandbox.open();
        runId = String.valueOf(run.directory().getFileName());
        workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
        shell(SETUP);
        finish(workspace.settle());
    }

    @AfterEach
    void close() {
        finish(run.close());
        sandbox.close();
    }

    private void shell(String script) throws Exception {
        sandbox.shell(workspace.directory(), script);
    }

    private List<String> captured() {
        Change change = await(workspace.capture(new CaptureRequest("council/run/agent", "captured\n", List.of())));
        return change.files().stream().map(FileChange::path).toList();
    }

    @Test
    void anAgentThatDidNothingHasNoChange() {
        assertThat(captured()).isEmpty();
        assertThat(sandbox.git("for-each-ref", "refs/heads/council")).isEmpty();
    }

    @Test
    void onlyWhatTheAgentDidIsItsChange() throws Exception {
        shell("echo mine > mine; echo more >> out/made; rm made; git checkout -q src/Main.java");

        assertThat(captured()).containsExactly("mine", "out/made");
        assertThat(sandbox.git("show", "council/run/agent:out/made")).isEqualTo("made\nmore\n");
        assertThat(sandbox.git("show", "council/run/agent:README.md")).isEqualTo("read me\n");
        assertThat(sandbox.git("ls-tree", "council/run/agent", "run.sh")).startsWith("100644");
    }

    @Test
    void whoeverTakesTheWorktreeOverKnowsItAsWell() throws Exception {
        shell("echo mine > mine");
        Path directory = workspace.directory();
        finish(run.detach());

        run = sandbox.reopen(runId);
        workspace = await(run.lease(new LeaseRequest("agent", sandbox.head(), Provision.NONE, directory)));

        assertThat(captured()).containsExactly("mine");
    }

    @Test
    void aResetForgetsIt() throws Exception {
        finish(workspace.reset(folder.resolve("work.patch")));
        assertThat(folder.resolve("work.patch")).doesNotExist();

        shell(SETUP);

        assertThat(captured()).containsExactly("README.md", "made", "out/made", "run.sh", "src/Main.java");
    }
}
