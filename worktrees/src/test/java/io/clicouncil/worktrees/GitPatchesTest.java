package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.failure.CouncilException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patches of branches. */
class GitPatchesTest {
    private static final String BRANCH = "council/20261121-093012-k3f9/claude";

    @TempDir
    private Path temporary;

    private GitSandbox sandbox;
    private String base;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void makeRepository() {
        sandbox = GitSandbox.withSample(temporary);
        base = sandbox.git("rev-parse", "HEAD").strip();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void giveWhatNativeGitAppliesToTheSameTree() throws IOException {
        sandbox.git("checkout", "-q", "-b", BRANCH);
        sandbox.write("README.md", "one\n2\nthree");
        sandbox.write("new/with space \"and quotes\".txt", "x\n\u001b[31mred\n");
        Files.delete(sandbox.repository.resolve("src/Main.java"));
        sandbox.commitAll("second");
        String tree = sandbox.git("rev-parse", "HEAD^{tree}");
        sandbox.git("checkout", "-q", base);

        assertThat(write(base)).isTrue();

        Path patch = Files.write(temporary.resolve("patch"), out.toByteArray());
        sandbox.git("apply", "--index", patch.toString());
        assertThat(sandbox.git("write-tree")).isEqualTo(tree);
    }

    @Test
    void runNothingThatTheRepositoryNames() throws IOException {
        sandbox.git("checkout", "-q", "-b", BRANCH);
        sandbox.write(".gitattributes", "*.md diff=evil\n");
        sandbox.write("README.md", "changed\n");
        sandbox.commitAll("second");
        Path trace = temporary.resolve("trace");
        sandbox.git("config", "diff.evil.textconv", "touch '" + trace + "'; cat");
        sandbox.git("config", "diff.external", "touch '" + trace + "'");

        assertThat(write(base)).isTrue();

        assertThat(out.toString(UTF_8)).contains("+changed");
        assertThat(trace).doesNotExist();
    }

    @Test
    void areNotThereWhereTheBranchIsGone() throws IOException {
        assertThat(write(base)).isFalse();
        assertThat(out.size()).isZero();
    }

    @Test
    void sayThatTheBaseIsGone() {
        sandbox.git("branch", BRANCH);

        assertThatThrownBy(() -> write("b".repeat(40)))
                .isInstanceOfSatisfying(
                        CouncilException.class,
                        e -> assertThat(e.reason()).isEqualTo(CouncilException.Reason.ENVIRONMENT))
                .hasMessageContaining("not in this repository any more");
    }

    private @Nullable Boolean write(String from) throws IOException {
        return new GitPatches(sandbox.repository.resolve(".git").toRealPath())
                .write(from, BRANCH, out)
                .block();
    }
}
