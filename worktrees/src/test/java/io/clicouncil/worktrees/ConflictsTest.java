package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.finish;
import static io.clicouncil.worktrees.GitSandbox.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.ApplyOutcome;
import io.clicouncil.workspace.ApplyRequest;
import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.ConflictRule;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import io.clicouncil.worktrees.GitConflicts.Conflict;
import io.clicouncil.worktrees.GitConflicts.Hunk;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes that conflict with what the user's branch has become. */
class ConflictsTest {
    private static final String BRANCH = "council/run/agent";

    @TempDir
    Path temporary;

    private GitSandbox sandbox;
    private RunWorkspaces run;
    private Change change;

    /** The agent and the user change the first line; and each of them another one and a file of its own as well. */
    @BeforeEach
    void changeTheSameLines() {
        sandbox = GitSandbox.withSample(temporary);
        sandbox.write("list", "a\nb\nc\nd\ne\nf\ng\n");
        sandbox.commitAll("list");
        run = sandbox.open();
        change = change("printf 'A\\nb\\nc\\nd\\ne\\nf\\nG\\n' >list; echo x >added; rm src/Main.java");
        sandbox.write("list", "1\nb\nc\n4\ne\nf\ng\n");
        sandbox.write("mine", "mine\n");
        sandbox.commitAll("moved");
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({"OURS, SQUASH, 1", "THEIRS, SQUASH, A", "OURS, MERGE, 1", "THEIRS, MERGE, A", "THEIRS, PATCH, A"})
    void areResolvedAsNativeGitDoes(ConflictRule rule, ApplyMode mode, String first) {
        String before = sandbox.head();
        sandbox.git("worktree", "add", "-q", "--detach", sandbox.folder + "/native");
        Path beside = sandbox.folder.resolve("native");
        sandbox.gitIn(beside, "merge", "-q", "-m", "x", "-X", rule.name().toLowerCase(Locale.ROOT), BRANCH);
        String tree = sandbox.gitIn(beside, "rev-parse", "HEAD^{tree}");

        assertThat(apply(mode, rule)).isInstanceOf(ApplyOutcome.Applied.class);

        assertThat(read(sandbox.repository, "list")).isEqualTo(first + "\nb\nc\n4\ne\nf\nG\n");
        assertThat(read(sandbox.repository, "added")).isEqualTo("x\n");
        if (mode == ApplyMode.PATCH) {
            assertThat(sandbox.head()).isEqualTo(before);
            sandbox.git("add", "-A");
        } else {
            assertThat(sandbox.git("rev-parse", "HEAD^{tree}")).isEqualTo(tree);
            assertThat(sandbox.git("status", "--porcelain")).isEmpty();
        }
        assertThat(sandbox.git("write-tree")).isEqualTo(tree);
    }

    @Test
    void areRefusedByDefaultWithTheBranchToMerge() {
        assertThat(refused(ConflictRule.REFUSE))
                .startsWith("The change conflicts with what your branch has become since, in list. ")
                .endsWith("Merge its branch yourself: `git merge " + BRANCH + "`.");
    }

    @ParameterizedTest
    @EnumSource(
            value = ConflictRule.class,
            names = {"OURS", "THEIRS"})
    void areRefusedWhereAFileIsGoneOnOneSide(ConflictRule rule) {
        sandbox.write("src/Main.java", "changed\n");
        sandbox.commitAll("changed what the agent deletes");

        assertThat(refused(rule)).contains("not only by lines: see src/Main.java.");
    }

    @Test
    void areRefusedWhereNothingOfTheChangeIsLeft() {
        sandbox.write("list", "1\nb\nc\n4\ne\nf\n7\n");
        sandbox.write("added", "x\n");
        sandbox.git("rm", "-q", "src/Main.java");
        sandbox.commitAll("all of it otherwise");

        assertThat(refused(ConflictRule.OURS)).contains("nothing else of the change is left to apply");
    }

    @Test
    void areToldByTheirLines() {
        sandbox.write("src/Main.java", "changed\n");
        sandbox.commitAll("changed what the agent deletes");
        Map<String, String> before = sandbox.everythingOfTheUser();

        List<Conflict> conflicts = await(new GitConflicts(sandbox.repository.resolve(".git"))
                .between(change.base(), String.valueOf(change.commit()), sandbox.head()));

        assertThat(conflicts)
                .containsExactly(
                        new Conflict("list", List.of(new Hunk(1, List.of("1"), List.of("a"), List.of("A")))),
                        new Conflict(
                                "src/Main.java",
                                List.of(new Hunk(1, List.of("changed"), List.of("class Main {}"), List.of()))));
        assertThat(sandbox.everythingOfTheUser()).isEqualTo(before);
    }

    private String refused(ConflictRule rule) {
        Map<String, String> before = sandbox.everythingOfTheUser();
        ApplyOutcome outcome = apply(ApplyMode.SQUASH, rule);
        assertThat(sandbox.everythingOfTheUser()).isEqualTo(before);
        assertThat(outcome).isInstanceOf(ApplyOutcome.Refused.class);
        return ((ApplyOutcome.Refused) outcome).reason();
    }

    private ApplyOutcome apply(ApplyMode mode, ConflictRule rule) {
        return await(run.apply(change, new ApplyRequest(mode, "Do it", rule)));
    }

    private Change change(String script) {
        Workspace workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
        sandbox.shell(workspace.directory(), script);
        Change made = await(workspace.capture(new CaptureRequest(BRANCH, "captured\n", List.of())));
        finish(workspace.release());
        return made;
    }
}
