package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.finish;
import static io.clicouncil.worktrees.GitSandbox.read;
import static io.clicouncil.worktrees.GitSandbox.writeIn;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryGuardTest {
    @TempDir
    Path temporary;

    private GitSandbox sandbox;
    private RunWorkspaces run;
    private Workspace workspace;

    @BeforeEach
    void lease() {
        sandbox = GitSandbox.withSample(temporary);
        sandbox.git("init", "-q", "--bare", sandbox.folder.resolve("far").toString());
        sandbox.git("remote", "add", "origin", sandbox.folder.resolve("far").toString());
        sandbox.git("push", "-q", "origin", "trunk:main");
        run = sandbox.open();
        await(run.inspect());
        workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Nested
    class LeavesToTheUser {

        @Test
        @Tag("F37")
        void whatHeDoesMeanwhile() {
            sandbox.write("README.md", "by the user\n");
            String commit = sandbox.commitAll("his");
            sandbox.git("push", "-q", "-u", "origin", "trunk");
            sandbox.git("fetch", "-q");
            sandbox.git("switch", "-q", "-c", "feature");
            sandbox.git("tag", "v2");
            sandbox.git("gc", "-q", "--prune=now");

            assertThat(await(run.inspect())).isEmpty();

            assertThat(sandbox.git("rev-parse", "trunk", "v2").lines()).containsOnly(commit);
            assertThat(sandbox.git("symbolic-ref", "HEAD").strip()).isEqualTo("refs/heads/feature");
            assertThat(sandbox.git("config", "branch.trunk.remote").strip()).isEqualTo("origin");
        }

        @Test
        void theBranchesThatAnAgentMakesForItself() {
            sandbox.shell(workspace.directory(), "git switch -q -c mine; git commit -q --allow-empty -m x");
            assertThat(await(run.inspect())).isEmpty();
        }
    }

    @Test
    @Tag("F28")
    void saysWhatWasChangedAndKeepsIt() {
        String before = read(sandbox.repository, ".git/config");
        sandbox.shell(workspace.directory(), "git config core.pager evil; git config branch.trunk.remote /evil");
        String evil = read(sandbox.repository, ".git/config");

        List<String> found = await(run.inspect());

        Path kept = run.directory().resolve("replaced/config+1");
        assertThat(found)
                .containsExactly("repository: .git/config was changed, and put back; what was there is in " + kept);
        assertThat(read(sandbox.repository, ".git/config")).isEqualTo(before);
        assertThat(read(Path.of("/"), kept.toString().substring(1))).isEqualTo(evil);
    }

    @Test
    @Tag("F31")
    void saysWhereTheOtherCommitIs() {
        String head = sandbox.head();
        sandbox.shell(workspace.directory(), "git commit -q --allow-empty -m x; git update-ref refs/heads/trunk HEAD");
        String other = sandbox.git("rev-parse", "trunk").strip();

        List<String> found = await(run.inspect());

        String place = "refs/council/" + run.directory().getFileName() + "/moved/heads/trunk";
        assertThat(found)
                .containsExactly(
                        "repository: refs/heads/trunk was moved, and put back; that commit is kept as " + place);
        assertThat(sandbox.git("rev-parse", "trunk", place).lines()).containsExactly(head, other);
        assertThat(await(run.inspect())).isEqualTo(found);
    }

    @Test
    @Tag("F36")
    void reportsObjectsThatCannotBePutBack() throws Exception {
        finish(workspace.release());
        String blob = sandbox.git("rev-parse", "HEAD:README.md").strip();
        Path file = sandbox.repository.resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2));
        // Written into, not replaced: every name of the file says the same now.
        sandbox.shell(sandbox.repository, "chmod u+w '" + file + "'; echo damaged > '" + file + "'");

        assertThat(await(run.inspect()))
                .containsExactly("repository: git objects are lost: the file content " + blob
                        + "; `git fsck --full` lists them, and a clone or a backup may still have them");
        assertThat(Files.exists(file)).isFalse();
    }

    @Test
    @Tag("F33")
    void aFileOfSubmodulesThatNamesACommandIsTakenOut() {
        writeIn(
                workspace.directory(),
                ".gitmodules",
                "[submodule \"a\"]\n\tpath = a\n\turl = x\n\tupdate = !touch /tmp/planted\n");
        writeIn(workspace.directory(), "honest", "honest\n");

        Change change = await(workspace.capture(new CaptureRequest("council/run/agent", "did it\n", List.of())));

        assertThat(change.takenOut()).containsExactly(".gitmodules");
        assertThat(change.files()).hasSize(1);
        sandbox.git("fsck", "--full", "--strict");
    }
}
