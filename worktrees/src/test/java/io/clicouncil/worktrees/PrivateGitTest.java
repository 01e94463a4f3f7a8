package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.process.Mount;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The git directory that an agent behind walls sees in place of the user's. */
class PrivateGitTest {
    @TempDir
    Path temporary;

    private GitSandbox sandbox;
    private Path common;

    @BeforeEach
    void makeRepository() {
        sandbox = GitSandbox.withSample(temporary);
        common = sandbox.repository.resolve(".git");
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    @Tag("F28")
    void itsConfigurationHoldsNoPasswordAndNamesNoProgram() {
        Map<String, String> users = Map.ofEntries(
                Map.entry("remote.origin.url", "https://ada:not-a-real-token@example.invalid/x.git?token=not-real"),
                Map.entry("remote.origin.pushurl", "https://ada:not-a-real-token@example.invalid/x.git"),
                Map.entry("remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*"),
                Map.entry("remote.origin.uploadpack", "/evil"),
                Map.entry("url.https://ada:not-real@example.invalid/.insteadOf", "x:"),
                Map.entry("http.extraHeader", "Authorization: not-a-real-token"),
                Map.entry("credential.helper", "/evil"),
                Map.entry("core.hooksPath", "/evil"),
                Map.entry("core.fsmonitor", "/evil"),
                Map.entry("core.sshCommand", "/evil"),
                Map.entry("core.pager", "/evil"),
                Map.entry("core.autocrlf", "input"),
                Map.entry("filter.evil.clean", "/evil"),
                Map.entry("diff.external", "/evil"),
                Map.entry("alias.x", "!/evil"),
                Map.entry("include.path", "/evil"));
        users.forEach((name, value) -> sandbox.git("config", name, value));

        Path config = view().git().resolve("config");

        assertThat(sandbox.git("config", "--file", config.toString(), "--list").lines())
                .containsExactlyInAnyOrder(
                        "core.repositoryformatversion=0",
                        "core.filemode=true",
                        "core.bare=false",
                        "core.autocrlf=input",
                        "remote.origin.url=https://example.invalid/x.git",
                        "remote.origin.fetch=+refs/heads/*:refs/remotes/origin/*",
                        "user.name=Ada Example",
                        "user.email=ada@example.org",
                        "gc.auto=0",
                        "maintenance.auto=false");
    }

    @Test
    @Tag("F27")
    void itHasNoHooksAndNoAttributes() throws IOException {
        sandbox.write(".git/hooks/pre-commit", "#!/bin/sh\n");
        sandbox.write(".git/info/attributes", "* filter=evil\n");
        sandbox.write(".git/info/exclude", "/mine\n");

        Path git = view().git();

        assertThat(git.resolve("hooks")).isEmptyDirectory();
        assertThat(git.resolve("info/attributes")).doesNotExist();
        assertThat(git.resolve("info/exclude")).hasContent("/mine\n");
    }

    @Test
    void itKnowsTheUsersReferencesAndNoneOfACouncil() throws IOException {
        String head = sandbox.head();
        sandbox.git("branch", "other");
        sandbox.git("tag", "v1");
        sandbox.git("update-ref", "refs/remotes/origin/trunk", "HEAD");
        sandbox.git("update-ref", "refs/heads/council/earlier/agent", "HEAD");
        sandbox.git("update-ref", "refs/council/earlier/base", "HEAD");
        sandbox.git("update-ref", "refs/notes/commits", "HEAD");

        Path git = view().git();

        assertThat(Files.readAllLines(git.resolve("packed-refs")))
                .containsExactly(
                        "# pack-refs with: sorted ",
                        head + " refs/heads/other",
                        head + " refs/heads/trunk",
                        head + " refs/remotes/origin/trunk",
                        head + " refs/tags/v1");
    }

    @Test
    void everyStoreThatTheRepositoryBorrowsFromIsSeen() throws IOException {
        Path far = store("far");
        Path near = store("near");
        Files.writeString(near.resolve("info/alternates"), far + "\n");
        sandbox.write(".git/objects/info/alternates", "../../../near/objects\n# nothing\n/nowhere\n");

        View view = view();

        assertThat(view.mounts())
                .contains(Mount.read(near), Mount.read(far))
                .doesNotContain(Mount.read(Path.of("/nowhere")));
        assertThat(view.mounts())
                .contains(new Mount(Mount.Kind.READ, common.resolve("objects"), Path.of("/run/council/objects")));
        assertThat(Files.readAllLines(view.git().resolve("objects/info/alternates")))
                .as("a relative one would be ignored there")
                .containsExactly("/run/council/objects", near.toString(), far.toString());
    }

    @Test
    @Tag("F30")
    void configurationOfTheUsersWorktreeStaysHis() throws IOException {
        sandbox.git("config", "extensions.worktreeConfig", "true");
        sandbox.git("config", "--worktree", "core.fsmonitor", "/evil");

        Path git = view().git();

        assertThat(sandbox.git("config", "--file", git.resolve("config").toString(), "extensions.worktreeConfig"))
                .isEqualTo("true\n");
        try (Stream<Path> files = Files.walk(git)) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> GitSandbox.read(
                                            git, git.relativize(file).toString())
                                    .contains("/evil")))
                    .isEmpty();
        }
    }

    private Path store(String name) {
        Path store = sandbox.folder.resolve(name);
        sandbox.git("init", "-q", "--bare", store.toString());
        return store.resolve("objects");
    }

    /** What an agent sees, and what stands where the user's git directory is. */
    private record View(List<Mount> mounts, Path git) {}

    private View view() {
        Workspace workspace = await(sandbox.open().lease(LeaseRequest.of("agent", sandbox.head())));
        List<Mount> mounts = await(workspace.view()).mounts();
        Path git = mounts.stream()
                .filter(mount -> mount.target().equals(common))
                .findFirst()
                .orElseThrow()
                .source();
        return new View(mounts, git);
    }
}
