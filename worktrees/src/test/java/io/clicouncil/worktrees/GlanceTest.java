package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.finish;
import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.workspace.ChangeSize;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look at what an agent has changed so far, while it works. */
class GlanceTest {
    @TempDir
    Path folder;

    private GitSandbox sandbox;
    private RunWorkspaces run;
    private Workspace workspace;
    private String runId;

    @BeforeEach
    void lease() {
        sandbox = GitSandbox.empty(folder);
        sandbox.write("README.md", "one\ntwo\nthree\n");
        sandbox.write("src/Main.java", "class Main {}\n");
        sandbox.write(".gitignore", "out/\n");
        sandbox.commitAll("files");
        run = sandbox.open();
        runId = String.valueOf(run.directory().getFileName());
        workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
    }

    @AfterEach
    void close() {
        finish(run.close());
        sandbox.close();
    }

    private Optional<ChangeSize> look() {
        return sandbox.provider
                .glance(sandbox.inspect(), runId, workspace.directory())
                .blockOptional();
    }

    @Test
    void seesNothingWhereNothingHasChanged() {
        assertThat(look()).hasValue(new ChangeSize(0, 0, 0));
    }

    @Test
    void countsLinesOfFilesThatWereChangedAddedAndDeletedAndAgainWhenMoreIs() throws Exception {
        sandbox.shell(
                workspace.directory(),
                "echo four >> README.md; rm src/Main.java; mkdir out; echo x > out/x; printf 'a\\nb\\n' > new");
        assertThat(look()).hasValue(new ChangeSize(3, 3, 1));

        sandbox.shell(workspace.directory(), "echo c >> new; git checkout -q README.md");
        assertThat(look()).hasValue(new ChangeSize(2, 3, 1));
    }

    @Test
    void isOfTheCommitWhateverTheAgentCommitsOrSaysInItsIndex() throws Exception {
        sandbox.shell(
                workspace.directory(),
                "echo four >> README.md; git add -A; git -c user.name=a -c user.email=a@b commit -qm done;"
                        + " git update-index --assume-unchanged src/Main.java; echo more >> src/Main.java");

        assertThat(look()).hasValue(new ChangeSize(2, 2, 0));
    }

    @Test
    void countsALinkAndWhatIsNoTextAsFilesAndFollowsNothingOutside() throws Exception {
        sandbox.shell(workspace.directory(), "ln -s /etc/passwd link; printf 'a\\0b' > binary; ln -s / root; mkfifo p");

        assertThat(look()).hasValue(new ChangeSize(3, 0, 0));
    }

    @Test
    void leavesOutWhatSetupDid() throws Exception {
        sandbox.shell(workspace.directory(), "echo made > made; rm src/Main.java");
        finish(workspace.settle());
        sandbox.shell(workspace.directory(), "echo mine > mine");

        assertThat(look()).hasValue(new ChangeSize(1, 1, 0));
    }

    @Test
    void changesNothingOfTheWorkspaceAndStartsNothingThatItNames() throws Exception {
        sandbox.shell(
                workspace.directory(),
                "git config core.fsmonitor 'touch ../owned'; printf '* filter=x\\n' > .gitattributes;"
                        + " git config filter.x.clean 'touch ../owned; cat'; echo four >> README.md");
        Map<String, String> before = GitSandbox.photograph(workspace.directory());

        assertThat(look()).hasValue(new ChangeSize(2, 2, 0));

        assertThat(GitSandbox.photograph(workspace.directory())).isEqualTo(before);
        assertThat(workspace.directory().resolveSibling("owned")).doesNotExist();
    }

    @Test
    void seesNothingWhereThereIsNoSuchWorktree() {
        assertThat(sandbox.provider
                        .glance(sandbox.inspect(), runId, folder.resolve("elsewhere"))
                        .blockOptional())
                .isEmpty();
        finish(workspace.release());
        assertThat(look()).isEmpty();
    }
}
