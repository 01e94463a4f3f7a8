package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.finish;
import static io.clicouncil.worktrees.GitSandbox.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.FileChange;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.Provision;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisionTest {
    @TempDir
    Path temporary;

    private GitSandbox sandbox;
    private RunWorkspaces run;

    @BeforeEach
    void makeRepository() {
        sandbox = GitSandbox.withSample(temporary);
        sandbox.write(".gitignore", "*.log\n/build/\n.env\nnode_modules/\n/data\n");
        sandbox.commitAll("rules");
        sandbox.write(".env", "KEY=1\n");
        sandbox.write("src/.env", "KEY=2\n");
        sandbox.write("node_modules/a/index.js", "a\n");
        sandbox.write("node_modules/b/index.js", "b\n");
        sandbox.write("data/big", "data\n");
        sandbox.write("notes", "not ignored\n");
        sandbox.shell(
                sandbox.repository,
                "chmod 750 .env; mkdir ../out; ln -s ../../out node_modules/out; ln -s ../out build");
        run = sandbox.open();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Workspace lease(List<String> copy, List<String> link) {
        return await(run.lease(new LeaseRequest("agent", sandbox.head(), new Provision(copy, link), null)));
    }

    private Change capture(Workspace workspace) {
        return await(workspace.capture(new CaptureRequest("council/run/agent", "captured\n", List.of())));
    }

    @Test
    void ignoredFilesThatAPatternMatchesAreCopiedAndNothingElse() throws Exception {
        Workspace workspace = lease(List.of(".env", "node_modules/", "notes", "README.md"), List.of());

        assertThat(read(workspace.directory(), ".env")).isEqualTo("KEY=1\n");
        assertThat(Files.isExecutable(workspace.directory().resolve(".env"))).isTrue();
        assertThat(read(workspace.directory(), "src/.env")).isEqualTo("KEY=2\n");
        assertThat(read(workspace.directory(), "node_modules/b/index.js")).isEqualTo("b\n");
        assertThat(Files.readSymbolicLink(workspace.directory().resolve("node_modules/out")))
                .isEqualTo(Path.of("../../out"));
        assertThat(workspace.directory().resolve("notes")).doesNotExist();
        assertThat(workspace.directory().resolve("data")).doesNotExist();
        assertThat(capture(workspace).isEmpty()).isTrue();
    }

    @Test
    void whatTheCommitHoldsIsItsOwnAlthoughTheUserIgnoresItNow() throws Exception {
        sandbox.write(".gitignore", "*.log\n");
        sandbox.git("add", ".gitignore", "data");
        sandbox.git("commit", "-q", "-m", "with data");
        String base = sandbox.head();
        sandbox.write(".gitignore", "*.log\n/data\n");
        sandbox.git("rm", "-q", "-r", "--cached", "data");
        sandbox.git("commit", "-q", "-a", "-m", "without");
        sandbox.write("data/mine", "mine\n");

        Workspace workspace =
                await(run.lease(new LeaseRequest("agent", base, new Provision(List.of("/data"), List.of()), null)));
        GitSandbox.writeIn(workspace.directory(), "data/new", "new\n");

        assertThat(workspace.directory().resolve("data/mine")).doesNotExist();
        assertThat(capture(workspace).files()).extracting(FileChange::path).containsExactly("data/new");
    }

    @Test
    void theUsersIncludeFileCountsAndALinkIsCopiedAsALink() throws Exception {
        sandbox.write(".worktreeinclude", "# mine\nsrc/.env\nbuild\n");
        Workspace workspace = lease(List.of(), List.of());

        assertThat(read(workspace.directory(), "src/.env")).isEqualTo("KEY=2\n");
        assertThat(workspace.directory().resolve(".env")).doesNotExist();
        // `/build/` ignores folders only, and a link is none: it is not ignored, so it is not brought along.
        assertThat(workspace.directory().resolve("build")).doesNotExist();
    }

    @Test
    void linkedPathsAreTheUsersOwnAndNoPartOfAChange() throws Exception {
        Workspace workspace = lease(List.of(), List.of("data", "notes"));
        GitSandbox.writeIn(workspace.directory(), "new", "new\n");

        assertThat(Files.readSymbolicLink(workspace.directory().resolve("data")))
                .isEqualTo(sandbox.repository.resolve("data"));
        assertThat(capture(workspace).files()).extracting(FileChange::path).containsExactly("new");
        finish(workspace.release());
        finish(run.close());
        assertThat(read(sandbox.repository, "data/big")).isEqualTo("data\n");
        assertThat(read(sandbox.repository, "notes")).isEqualTo("not ignored\n");
    }

    @Test
    void aLinkThatCannotBeIsNamed() {
        assertThatThrownBy(() -> lease(List.of(), List.of("missing"))).hasMessageContaining("`missing`");
        assertThatThrownBy(() -> lease(List.of(), List.of("../out"))).hasMessageContaining("`../out`");
        assertThatThrownBy(() -> lease(List.of(), List.of(".git/hooks"))).hasMessageContaining("`.git/hooks`");
        assertThatThrownBy(() -> lease(List.of(), List.of("src"))).hasMessageContaining("part of the commit");
        assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
    }

    @Test
    void aResetBringsWhatIsProvidedBackAndSavesWhatWasDone() throws Exception {
        Workspace workspace = lease(List.of(".env"), List.of("data"));
        Path saved = sandbox.folder.resolve("saved/agent.patch");
        finish(workspace.reset(saved));
        assertThat(saved).doesNotExist();

        sandbox.shell(
                workspace.directory(),
                "rm .env data; printf '1\\0002\\n' > binary; echo x > README.md; echo y > y.log; git add -A; git commit -qm x");
        finish(workspace.reset(saved));

        assertThat(read(workspace.directory(), ".env")).isEqualTo("KEY=1\n");
        assertThat(workspace.directory().resolve("data")).isSymbolicLink();
        assertThat(sandbox.gitIn(workspace.directory(), "status", "--porcelain"))
                .isEmpty();
        sandbox.git("apply", saved.toString());
        assertThat(read(sandbox.repository, "binary")).isEqualTo("1\0002\n");
        assertThat(read(sandbox.repository, "README.md")).isEqualTo("x\n");
        assertThat(sandbox.repository.resolve("y.log")).doesNotExist();
    }

    @Test
    void eachWorkspaceHasPortsOfItsOwnThatAreFree() throws Exception {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            Workspace workspace = await(run.lease(LeaseRequest.of("agent" + i, sandbox.head())));
            int first = Integer.parseInt(workspace.environment().get("COUNCIL_PORT_FIRST"));
            int count = Integer.parseInt(workspace.environment().get("COUNCIL_PORT_COUNT"));
            assertThat(first).isBetween(20_000, 32_768 - count);
            for (int port = first; port < first + count; port++) {
                assertThat(ports.add(port)).isTrue();
            }
            assertThat(workspace.environment())
                    .containsEntry("COUNCIL_WORKSPACE", workspace.directory().toString());
            assertThat(workspace.environment().get("MAVEN_ARGS")).contains("named.factory=file-lock");
        }
        finish(run.close());
        assertThat(Folders.list(sandbox.folder.resolve("workspaces/ports"))).isEmpty();
    }

    @Test
    void aBlockWithAPortInUseIsPassedOver() throws Exception {
        Path folder = sandbox.folder.resolve("ports");
        Ports one = Ports.take(folder);
        one.close();
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), one.first() + 3));
            Ports other = Ports.take(folder);
            assertThat(other.first()).isNotEqualTo(one.first());
            other.close();
        }
    }
}
