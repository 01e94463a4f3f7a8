package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.writeIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.clicouncil.policy.ChangePolicy;
import io.clicouncil.policy.ScopeRules;
import io.clicouncil.policy.SecretRules;
import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.ChangeRisks;
import io.clicouncil.workspace.FileChange;
import io.clicouncil.workspace.Workspace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTest {
    private static final String KEY = "not-a-real-key";

    @TempDir
    Path temporary;

    private GitSandbox sandbox;
    private Workspace workspace;
    private Path root;

    @BeforeEach
    void leaseOne() {
        sandbox = GitSandbox.withSample(temporary);
        workspace = sandbox.lease();
        root = workspace.directory();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void forbidsByThePatternsOfGit() throws Exception {
        writeIn(root, "deploy/a/b.yml", "x\n");
        writeIn(root, "docs/deploy.md", "x\n");
        Files.delete(root.resolve("src/Main.java"));
        assertThat(breaches(scope(List.of("/deploy/", "*.java"), null, null)))
                .containsExactly("it touches what is forbidden: deploy/a/b.yml, src/Main.java");
    }

    @Test
    void findsALinkInPlaceOfAForbiddenFolder() throws Exception {
        writeIn(root, "other/prod.yml", "x\n");
        Files.createSymbolicLink(root.resolve("deploy"), Path.of("other"));
        Files.createSymbolicLink(root.resolve("deployed"), Path.of("other"));
        assertThat(breaches(scope(List.of("deploy/**"), null, null)))
                .containsExactly("it touches what is forbidden: deploy");
    }

    @Test
    void takesOutALinkInPlaceOfAProtectedFolder() throws Exception {
        writeIn(root, "a.txt", "x\n");
        Files.createSymbolicLink(root.resolve("deploy"), Path.of("src"));
        assertThat(capture(scope(List.of("deploy/**"), null, null), "deploy/**").takenOut())
                .containsExactly("deploy");
    }

    @Test
    void keepsARefusedChangeOnItsBranch() {
        writeIn(root, "deploy/prod.yml", "x\n");
        Change change = capture(scope(List.of("deploy/**"), null, null));
        assertThat(sandbox.git("show", change.commit() + ":deploy/prod.yml")).isEqualTo("x\n");
    }

    @Test
    void doesNotMindAForbiddenEditThatIsTakenOut() {
        writeIn(root, "deploy/prod.yml", "x\n");
        writeIn(root, "a.txt", "x\n");
        assertThat(capture(scope(List.of("deploy/**"), null, null), "deploy").breaches())
                .isEmpty();
    }

    @Test
    void countsLinesAddedAndTakenAwayInAllFiles() throws Exception {
        writeIn(root, "README.md", "one\n2\nthree\n");
        Files.delete(root.resolve("src/Main.java"));
        assertThat(breaches(scope(List.of(), 3, 2))).isEmpty();
        assertThat(breaches(scope(List.of(), 2, 1)))
                .containsExactly(
                        "it touches 2 files and may touch 1 (limits.changedFiles)",
                        "it changes 3 lines and may change 2 (limits.changedLines)");
    }

    @Test
    void countsTheLinesOfALargeFileThatIsTurnedRoundInNoTime() {
        sandbox.write("large.txt", lines(IntStream.range(0, 60_000)));
        sandbox.commitAll("large");
        workspace = sandbox.lease();
        writeIn(
                workspace.directory(),
                "large.txt",
                lines(IntStream.range(0, 60_000).map(line -> 59_999 - line)));

        Change change = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> capture(ChangePolicy.NONE));

        FileChange file = change.files().get(0);
        assertThat(file.insertions()).isEqualTo(59_999);
        assertThat(file.deletions()).isEqualTo(59_999);
    }

    private static String lines(IntStream numbers) {
        return numbers.mapToObj(number -> number + "\n").collect(Collectors.joining());
    }

    @Test
    void findsASecretInTheLinesThatAreNew() {
        writeIn(root, "README.md", "one\ntwo\nkey: " + KEY + "\nthree\n");
        assertThat(breaches(secrets()))
                .containsExactly("it adds a secret: the value of FAKE_KEY in line 3 of README.md");
    }

    @Test
    void findsASecretWhereALinkPointsAndInABinaryFile() throws Exception {
        writeIn(root, "data.bin", ("\0\1" + KEY + "\0").getBytes(StandardCharsets.UTF_8));
        Files.createSymbolicLink(root.resolve("link"), Path.of(KEY));
        assertThat(breaches(secrets()))
                .containsExactly("it adds a secret: the value of FAKE_KEY in data.bin,"
                        + " the value of FAKE_KEY in line 1 of link");
    }

    @Test
    void leavesASecretAloneThatWasThereBefore() throws Exception {
        sandbox.write("old.txt", "a\n" + KEY + "\nb\n");
        sandbox.commitAll("with a key");
        workspace = sandbox.lease();
        root = workspace.directory();
        writeIn(root, "old.txt", "a\n" + KEY + "\nc\n");
        assertThat(breaches(secrets())).isEmpty();
        Files.move(root.resolve("old.txt"), root.resolve("new.txt"));
        assertThat(breaches(secrets())).isEmpty();
    }

    @Test
    void findsAScriptThatRunsWhenSomebodyInstalls() throws Exception {
        writeIn(root, "web/package.json", "{ \"scripts\": { \"test\": \"t\", \"postinstall\": \"p\" } }");

        Change change = capture(ChangePolicy.NONE);

        assertThat(ChangeRisks.of(change)).containsExactly("package script: postinstall in web/package.json");
    }

    private static ChangePolicy scope(List<String> forbid, @Nullable Integer lines, @Nullable Integer files) {
        return new ChangePolicy(new ScopeRules(forbid, lines, files), SecretRules.NONE);
    }

    private static ChangePolicy secrets() {
        return new ChangePolicy(ScopeRules.NONE, SecretRules.of(List.of(Map.of("FAKE_KEY", KEY))));
    }

    private List<String> breaches(ChangePolicy policy) {
        return capture(policy).breaches();
    }

    private Change capture(ChangePolicy policy, String... protect) {
        return await(workspace.capture(
                new CaptureRequest("council/run/agent", "agent: did it\n", List.of(protect), policy)));
    }
}
