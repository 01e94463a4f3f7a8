package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.finish;
import static io.clicouncil.worktrees.GitSandbox.writeIn;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.testkit.Attacks;
import io.clicouncil.testkit.Attacks.Attack;
import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Agents without walls that mean harm: nothing that they plant ever runs, and what they damage is put back. */
class HostileAgentTest {
    @TempDir
    Path temporary;

    private GitSandbox sandbox;
    private RunWorkspaces run;
    private Workspace workspace;
    private Path marker;

    @BeforeEach
    void aRepositoryWithEverything() {
        sandbox = GitSandbox.withSample(temporary);
        sandbox.git("branch", "other");
        sandbox.git("gc", "-q");
        sandbox.write("later.txt", "later\n");
        sandbox.commitAll("second");
        sandbox.git("tag", "v1");
        sandbox.git(
                "worktree",
                "add",
                "-q",
                "--detach",
                sandbox.folder.resolve("mine").toString());
        sandbox.write("later.txt", "put aside\n");
        sandbox.git("stash", "-q");
        sandbox.shell(sandbox.folder, "git config --global user.nickname Ada");
        run = sandbox.open();
        await(run.inspect());
        workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
        marker = sandbox.folder.resolve("marker");
    }

    @AfterEach
    void end() {
        sandbox.close();
    }

    static Stream<Attack> attacks() {
        return Attacks.onTheRepository().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    @Tag("F27")
    @Tag("F28")
    @Tag("F29")
    @Tag("F30")
    @Tag("F31")
    @Tag("F32")
    @Tag("F33")
    @Tag("F34")
    @Tag("F35")
    @Tag("F36")
    void theRepositoryIsAsItWasAndNothingPlantedRuns(Attack attack) throws IOException {
        Map<String, String> before = decisive();
        writeIn(workspace.directory(), "honest.txt", "honest\n");
        writeIn(workspace.directory(), "README.md", "honest\n");

        perform(attack);
        // What its own git started while it did it is its own affair.
        Files.deleteIfExists(marker);
        List<String> found = await(run.inspect());
        Change change = await(workspace.capture(
                new CaptureRequest("council/" + run.directory().getFileName() + "/agent", "did it\n", List.of())));
        finish(workspace.reset(sandbox.folder.resolve("saved.patch")));
        finish(workspace.release());
        finish(run.close());

        assertThat(decisive()).as(() -> found.toString()).isEqualTo(before);
        assertThat(sandbox.git("show", change.commit() + ":honest.txt")).isEqualTo("honest\n");
        assertThat(sandbox.git("show", change.commit() + ":README.md")).isEqualTo("honest\n");
        theUserGoesOn();
        assertThat(marker).doesNotExist();
    }

    private void perform(Attack attack) throws IOException {
        Map<String, String> variables = new HashMap<>(sandbox.environment);
        Path common = sandbox.repository.resolve(".git");
        variables.put("COMMON", common.toString());
        variables.put(
                "GD",
                sandbox.gitIn(workspace.directory(), "rev-parse", "--absolute-git-dir")
                        .strip());
        variables.put("WT", workspace.directory().toString());
        variables.put("MARKER", marker.toString());
        ProcessBuilder agent = new ProcessBuilder("sh", "-c", attack.script())
                .directory(workspace.directory().toFile())
                .redirectErrorStream(true);
        agent.environment().clear();
        agent.environment().putAll(variables);
        Process process = agent.start();
        process.getOutputStream().close();
        process.getInputStream().readAllBytes();
        process.onExit().join();
    }

    /** What decides what the user's git does: but objects, and what a council may write. */
    private Map<String, String> decisive() throws IOException {
        Map<String, String> picture = new TreeMap<>(GitSandbox.photograph(sandbox.repository.resolve(".git")));
        picture.keySet()
                .removeIf(name -> name.startsWith("objects/")
                        || name.startsWith("council")
                        || name.startsWith("refs")
                        || name.startsWith("logs/refs/heads")
                        || name.startsWith("worktrees/council-")
                        || name.equals("packed-refs")
                        || name.equals("worktrees")
                        || name.equals("logs/refs")
                        || name.equals("objects")
                        || name.equals(""));
        picture.put(
                "refs",
                sandbox.git("for-each-ref")
                        .lines()
                        .filter(ref -> !ref.contains("\trefs/council/") && !ref.contains("\trefs/heads/council/"))
                        .collect(Collectors.joining("\n")));
        picture.put("~", Files.readString(sandbox.home.resolve(".gitconfig"), ISO_8859_1));
        return picture;
    }

    private void theUserGoesOn() {
        assertThat(sandbox.tryGit(sandbox.repository, Map.of(), "fsck", "--full", "--strict"))
                .satisfies(fsck -> assertThat(fsck.exitCode()).as(fsck.errors()).isZero());
        assertThat(sandbox.git("status", "--porcelain")).isEmpty();
        sandbox.write("README.md", "by the user\n");
        sandbox.git("diff");
        sandbox.git("add", "-A");
        sandbox.git("commit", "-q", "-m", "goes on");
        sandbox.git("stash", "pop", "-q");
        assertThat(GitSandbox.read(sandbox.repository, "later.txt")).isEqualTo("put aside\n");
        sandbox.gitIn(sandbox.folder.resolve("mine"), "status");
    }
}
