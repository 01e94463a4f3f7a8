package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.finish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

class LeaseTest {
    @TempDir
    Path temporary;

    private GitSandbox sandbox;

    @BeforeEach
    void makeRepository() {
        sandbox = GitSandbox.withSample(temporary);
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aLeasedWorkspaceIsACleanLinkedWorktreeWithADetachedHead() {
        Workspace workspace = sandbox.lease();

        assertThat(sandbox.git("worktree", "list", "--porcelain"))
                .contains("worktree " + workspace.directory() + "\nHEAD " + sandbox.head()
                        + "\ndetached\nlocked cli-council");
        assertThat(sandbox.gitIn(workspace.directory(), "status", "--porcelain"))
                .isEmpty();
        assertThat(sandbox.git("status", "--porcelain")).isEmpty();
        assertThat(sandbox.git("fsck", "--strict")).isEmpty();
    }

    @Test
    void leasesMadeAtOnceAreAllThere() {
        RunWorkspaces run = sandbox.open();
        List<Workspace> all = Objects.requireNonNull(Flux.range(1, 16)
                .flatMap(n -> run.lease(LeaseRequest.of("agent" + n, sandbox.head())))
                .collectList()
                .block());

        assertThat(all).hasSize(16).allSatisfy(workspace -> {
            assertThat(sandbox.gitIn(workspace.directory(), "status", "--porcelain"))
                    .isEmpty();
            assertThat(sandbox.gitIn(workspace.directory(), "rev-parse", "HEAD").strip())
                    .isEqualTo(sandbox.head());
        });
        finish(run.close());
        assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
        assertThat(all)
                .allSatisfy(workspace -> assertThat(workspace.directory()).doesNotExist());
    }

    @Test
    void nothingIsLeftInTheRepositoryButTheRunsFolder() throws Exception {
        RunWorkspaces run = sandbox.open();
        finish(await(run.lease(LeaseRequest.of("agent", sandbox.head()))).release());
        finish(run.close());

        Path git = sandbox.repository.resolve(".git");
        assertThat(git.resolve("worktrees")).doesNotExist();
        assertThat(run.directory()).isDirectory().startsWith(git.resolve("council/runs"));
        try (var left = Files.list(run.directory().getParent())) {
            assertThat(left).containsExactly(run.directory());
        }
        assertThat(sandbox.git("status", "--porcelain", "--ignored")).isEmpty();
        assertThat(sandbox.git("for-each-ref").lines()).hasSize(1);
        assertThat(sandbox.runner.commands).isEmpty();
    }

    @Test
    void theFirstStatusReadsNoTrackedFile() {
        Workspace workspace = sandbox.lease();

        NativeAgreement.assertIndexDescribesFiles(sandbox, workspace.directory());
        NativeAgreement.assertNoRowIsRacy(sandbox, workspace.directory());
        // A status that had read a file, or found its own tree stale, would have written the index anew.
        String gitDirectory =
                sandbox.gitIn(workspace.directory(), "rev-parse", "--git-dir").strip();
        Map<String, String> before = GitSandbox.photograph(Path.of(gitDirectory));
        sandbox.gitIn(workspace.directory(), "status");
        assertThat(GitSandbox.photograph(Path.of(gitDirectory))).isEqualTo(before);
    }

    @Test
    void aNameIsFreeAgainAfterItsReleaseButAPathInUseIsNotTaken() throws Exception {
        RunWorkspaces run = sandbox.open();
        Workspace first = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
        finish(first.release());
        finish(first.release());
        Files.createDirectories(first.directory());

        Workspace second = await(run.lease(LeaseRequest.of("agent", sandbox.head())));

        assertThat(second.directory()).isNotEqualTo(first.directory());
        assertThatThrownBy(() -> await(run.lease(LeaseRequest.of("agent", sandbox.head()))))
                .hasMessageContaining("leased already");
        assertThatThrownBy(() -> finish(first.reset(sandbox.folder.resolve("saved.patch"))))
                .hasMessageContaining("released before");
    }

    @Test
    void aLeaseThatNobodyWaitsForAnyMoreIsGivenBack() {
        RunWorkspaces run = sandbox.open();

        Mono<Workspace> lease = run.lease(LeaseRequest.of("agent", sandbox.head()));
        lease.subscribe().dispose();

        // Its name is free again as soon as it is given back, and no earlier.
        await(lease.retryWhen(Retry.fixedDelay(6000, Duration.ofMillis(20))));
        assertThat(sandbox.git("worktree", "list").lines()).hasSize(2);
        finish(run.close());
        assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
    }

    @Test
    void nothingHappensBeforeSubscription() {
        RunWorkspaces run = sandbox.open();

        assertThat(run.lease(LeaseRequest.of("agent", sandbox.head()))).isNotNull();

        assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
        assertThat(sandbox.folder.resolve("workspaces")).isEmptyDirectory();
    }

    @Test
    void aFailedLeaseCleansUpAndTheNextOneWorks() {
        RunWorkspaces run = sandbox.open();
        String blob = sandbox.git("rev-parse", "HEAD:README.md").strip();
        Path object = sandbox.repository.resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2));
        sandbox.shell(sandbox.repository, "mv '" + object + "' ../object");

        assertThatThrownBy(() -> await(run.lease(LeaseRequest.of("agent", sandbox.head()))))
                .isInstanceOf(CouncilException.class);
        assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
        sandbox.shell(sandbox.repository, "mv ../object '" + object + "'");

        Workspace workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
        assertThat(workspace.directory().getFileName()).hasToString("agent");
    }

    @Test
    void anUnknownCommitAndAnIllegalNameAreRefused() {
        RunWorkspaces run = sandbox.open();

        assertThatThrownBy(() -> await(run.lease(LeaseRequest.of("agent", "0123456789012345678901234567890123456789"))))
                .hasMessageContaining("not in this repository");
        assertThatThrownBy(() -> await(run.lease(LeaseRequest.of("../agent", sandbox.head()))))
                .hasMessageContaining("no name");
        assertThatThrownBy(() -> await(sandbox.provider.open(sandbox.inspect(), "../run")))
                .hasMessageContaining("no id");
    }

    @Test
    @Tag("F38")
    void aRunIsOpenOnlyOnce() {
        RunWorkspaces run = sandbox.open();
        String id = run.directory().getFileName().toString();

        assertThatThrownBy(() -> await(sandbox.provider.open(sandbox.inspect(), id)))
                .hasMessageContaining("going on");
        finish(run.close());
        finish(await(sandbox.provider.open(sandbox.inspect(), id)).close());
    }

    @Test
    void workspacesInsideTheRepositoryAreRefused() {
        GitWorkspaceProvider inside =
                new GitWorkspaceProvider(sandbox.repository.resolve("build/ws"), sandbox.runner, sandbox.environment);

        assertThatThrownBy(() -> await(inside.open(sandbox.inspect(), "run")))
                .hasMessageContaining("inside the repository");
    }

    @Test
    @Tag("F24")
    void leftoversOfDeadRunsAreDeletedWhenALaterRunEnds() throws Exception {
        RunWorkspaces alive = sandbox.open();
        Workspace workspace = await(alive.lease(LeaseRequest.of("agent", sandbox.head())));
        finish(workspace.release());
        Path council = sandbox.repository.resolve(".git/council");
        Path trash = Folders.parentOf(workspace.directory()).resolveSibling("trash");
        Files.createDirectories(council.resolve("stage/dead/some"));
        Files.createDirectories(trash.resolve("dead/some"));
        // Go's module cache is like that.
        sandbox.shell(trash, "echo x > dead/some/file; chmod -R a-w dead");

        finish(sandbox.open().close());

        assertThat(council.resolve("stage/dead")).doesNotExist();
        assertThat(trash.resolve("dead")).doesNotExist();
        assertThat(trash.resolve(alive.directory().getFileName())).isNotEmptyDirectory();
    }

    @Test
    @Tag("F22")
    void submodulesAreEmptyFoldersAndEditsInThemAreNamed() {
        sandbox.git("clone", "-q", "--bare", ".", "../module.git");
        sandbox.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../module.git", "module");
        sandbox.commitAll("with a module");
        Workspace workspace = sandbox.lease();
        Path root = workspace.directory();

        assertThat(sandbox.gitIn(root, "status", "--porcelain")).isEmpty();
        assertThat(root.resolve("module")).isEmptyDirectory();
        CaptureRequest request = new CaptureRequest("council/run/agent", "captured\n", List.of());
        assertThat(await(workspace.capture(request)).takenOut()).isEmpty();
        GitSandbox.writeIn(root, "module/edit", "x\n");
        assertThat(await(workspace.capture(request)).takenOut()).containsExactly("module");
        finish(workspace.reset(sandbox.folder.resolve("saved.patch")));
        assertThat(root.resolve("module")).isEmptyDirectory();
    }

    @Test
    void aWorktreeThatAnAgentMadeInItsWorkspaceIsNotLeftRegistered() {
        Workspace workspace = sandbox.lease();
        sandbox.shell(workspace.directory(), "git worktree add -q --detach inner; git worktree lock inner");

        finish(workspace.release());

        assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
    }

    @Test
    void withoutANameOrMailTheCouncilSigns() {
        sandbox.git("config", "--unset", "user.email");
        Workspace workspace = sandbox.lease();
        GitSandbox.writeIn(workspace.directory(), "README.md", "x\n");

        await(workspace.capture(new CaptureRequest("council/run/agent", "captured\n", List.of())));

        assertThat(sandbox.git("log", "-1", "--format=%an <%ae>", "council/run/agent")
                        .strip())
                .isEqualTo("CLI Council <council@localhost>");
    }

    @Test
    void theUsersIdentityIsFoundWhereGitFindsIt() {
        sandbox.git("config", "--unset", "user.name");
        sandbox.git("config", "--unset", "user.email");
        GitSandbox.writeIn(sandbox.home, ".config/git/config", "[user]\n\tname = Xdg\n\temail = xdg@example.org\n");
        GitSandbox.writeIn(sandbox.home, ".gitconfig", "[include]\n\tpath = ~/more\n");
        GitSandbox.writeIn(sandbox.home, "more", "[user]\n\tname = Home\n");
        Workspace workspace = sandbox.lease();
        GitSandbox.writeIn(workspace.directory(), "README.md", "x\n");

        await(workspace.capture(new CaptureRequest("council/run/agent", "captured\n", List.of())));

        assertThat(sandbox.git("log", "-1", "--format=%an <%ae>", "council/run/agent")
                        .strip())
                .isEqualTo("Home <xdg@example.org>");
    }

    @Test
    @Tag("F33")
    void aTreeThatHoldsAGitFolderIsNotWritten() {
        String blob = sandbox.git("rev-parse", "HEAD:README.md").strip();
        String inner = sandbox.shell(sandbox.repository, "printf '100644 blob " + blob + "\tconfig\n' | git mktree")
                .strip();
        String tree = sandbox.shell(sandbox.repository, "printf '040000 tree " + inner + "\t.GIT\n' | git mktree")
                .strip();
        String commit = sandbox.git("commit-tree", "-m", "evil", tree).strip();
        RunWorkspaces run = sandbox.open();

        assertThatThrownBy(() -> await(run.lease(LeaseRequest.of("agent", commit))))
                .hasMessageContaining("`.GIT`");
        assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
    }

    @Test
    void settingsOfTheWorkingTreeAloneAreInherited() {
        sandbox.git("config", "extensions.worktreeConfig", "true");
        sandbox.git("config", "--worktree", "user.name", "Own Name");
        sandbox.git("config", "--worktree", "core.bare", "false");

        Workspace workspace = sandbox.lease();

        assertThat(sandbox.gitIn(workspace.directory(), "config", "--worktree", "--list"))
                .isEqualTo("user.name=Own Name\n");
        assertThat(sandbox.gitIn(workspace.directory(), "status", "--porcelain"))
                .isEmpty();
    }

    @Test
    void windowsLineEndsByConfigurationAreWrittenAndTakenBackByNativeGit() {
        sandbox.git("config", "core.autocrlf", "true");
        Workspace workspace = sandbox.lease();

        assertThat(GitSandbox.read(workspace.directory(), "README.md")).isEqualTo("one\r\ntwo\r\nthree\r\n");
        assertThat(sandbox.gitIn(workspace.directory(), "status", "--porcelain"))
                .isEmpty();
        CaptureRequest request = new CaptureRequest("council/run/agent", "captured\n", List.of());
        assertThat(await(workspace.capture(request)).isEmpty()).isTrue();
        GitSandbox.writeIn(workspace.directory(), "README.md", "one\r\n2\r\nthree\r\n");
        assertThat(await(workspace.capture(request)).insertions()).isEqualTo(1);
    }

    @Test
    void executableBitsAreLeftAloneWhereTheConfigurationSaysSo() {
        sandbox.git("config", "core.fileMode", "false");
        Workspace workspace = sandbox.lease();
        sandbox.shell(workspace.directory(), "chmod +x README.md; echo x > new; chmod +x new");

        CaptureRequest request = new CaptureRequest("council/run/agent", "captured\n", List.of());
        assertThat(await(workspace.capture(request)).files()).hasSize(1);
        assertThat(sandbox.git("ls-tree", "council/run/agent", "new")).startsWith("100644");
    }

    @Test
    void aFilterThatFailsFailsTheLeaseAndItsWordsAreKept() throws Exception {
        sandbox.write(".gitattributes", "*.md filter=broken\n");
        sandbox.commitAll("with a filter");
        sandbox.git("config", "filter.broken.smudge", "echo secret words >&2; false");
        sandbox.git("config", "filter.broken.required", "true");
        RunWorkspaces run = sandbox.open();

        assertThatThrownBy(() -> await(run.lease(LeaseRequest.of("agent", sandbox.head()))))
                .hasMessageContaining("`git checkout-index` failed")
                .hasMessageNotContaining("secret words");

        try (var reports = Files.list(run.directory())) {
            assertThat(reports.filter(Files::isRegularFile))
                    .singleElement()
                    .asString()
                    .contains("git-checkout-index");
        }
        assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
    }
}
