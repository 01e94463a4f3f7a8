package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.finish;
import static io.clicouncil.worktrees.GitSandbox.read;
import static io.clicouncil.worktrees.GitSandbox.writeIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.ApplyOutcome;
import io.clicouncil.workspace.ApplyRequest;
import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.LeaseRequest;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApplyTest {
    private static final String BRANCH = "council/run/agent";
    private static final String EDITS = "printf '1\\ntwo\\nthree\\n' > README.md; rm -r src/test; mkdir -p deep/er;"
            + " echo new > deep/er/file; chmod +x src/Main.java; ln -s README.md link";

    @TempDir
    Path temporary;

    private GitSandbox sandbox;
    private RunWorkspaces run;

    @BeforeEach
    void makeRepository() {
        sandbox = GitSandbox.withSample(temporary);
        run = sandbox.open();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    /** A change made in a workspace by a shell script. */
    private Change change(String script) {
        Workspace workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
        sandbox.shell(workspace.directory(), script);
        Change change = await(workspace.capture(new CaptureRequest(BRANCH, "captured\n", List.of())));
        finish(workspace.release());
        return change;
    }

    private ApplyOutcome apply(Change change, ApplyMode mode) {
        return await(run.apply(change, new ApplyRequest(mode, "Do it\n\nCouncil-Run: 1")));
    }

    private void assertRefused(Change change, ApplyMode mode, String... words) {
        Map<String, String> before = sandbox.everythingOfTheUser();

        ApplyOutcome outcome = apply(change, mode);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ApplyOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).contains(words));
        assertThat(sandbox.everythingOfTheUser()).isEqualTo(before);
    }

    private void assertFilesAreThose(String commit) {
        assertThat(sandbox.git("diff", "--no-ext-diff", "--stat", commit)).isEmpty();
        assertThat(sandbox.git("status", "--porcelain")).isEmpty();
        assertThat(sandbox.git("fsck", "--strict")).isEmpty();
    }

    @Nested
    class WhenTheBranchIsWhereItWas {

        @Test
        void squashMakesOneCommitOfTheUsers() {
            String base = sandbox.head();
            Change change = change(EDITS);

            ApplyOutcome outcome = apply(change, ApplyMode.SQUASH);

            assertThat(outcome).isEqualTo(new ApplyOutcome.Applied(ApplyMode.SQUASH, "trunk", sandbox.head()));
            assertThat(sandbox.git("log", "-1", "--format=%P|%an|%s|%(trailers:key=Council-Run,valueonly)"))
                    .isEqualTo(base + "|Ada Example|Do it|1\n\n");
            assertFilesAreThose(String.valueOf(change.commit()));
            assertThat(sandbox.repository.resolve("src/test")).doesNotExist();
            assertThat(sandbox.git("reflog", "-1", "--format=%gs")).isEqualTo("commit: Do it\n");
            assertThat(sandbox.git("reflog", "-1", "--format=%gs", "trunk")).isEqualTo("commit: Do it\n");
        }

        @Test
        void mergeMakesAMergeCommit() {
            String base = sandbox.head();
            Change change = change(EDITS);

            apply(change, ApplyMode.MERGE);

            assertThat(sandbox.git("log", "-1", "--format=%P")).isEqualTo(base + " " + change.commit() + "\n");
            assertFilesAreThose(String.valueOf(change.commit()));
        }

        @Test
        void ffMovesTheBranchToTheChangeItself() {
            Change change = change(EDITS);

            ApplyOutcome outcome = apply(change, ApplyMode.FF);

            assertThat(outcome).isEqualTo(new ApplyOutcome.Applied(ApplyMode.FF, "trunk", change.commit()));
            assertThat(sandbox.head()).isEqualTo(change.commit());
            assertFilesAreThose(String.valueOf(change.commit()));
        }

        @Test
        void patchLeavesTheChangeUncommitted() {
            String base = sandbox.head();
            Change change = change(EDITS);

            ApplyOutcome outcome = apply(change, ApplyMode.PATCH);

            assertThat(outcome).isEqualTo(new ApplyOutcome.Applied(ApplyMode.PATCH, "trunk", null));
            assertThat(sandbox.head()).isEqualTo(base);
            assertThat(sandbox.git("diff", "--cached", "--stat")).isEmpty();
            sandbox.git("add", "-A");
            assertThat(sandbox.git("write-tree").strip())
                    .isEqualTo(sandbox.git("rev-parse", BRANCH + "^{tree}").strip());
        }

        @Test
        void aDetachedHeadMoves() {
            sandbox.git("checkout", "-q", "--detach");
            Change change = change(EDITS);

            ApplyOutcome outcome = apply(change, ApplyMode.SQUASH);

            assertThat(outcome).isEqualTo(new ApplyOutcome.Applied(ApplyMode.SQUASH, null, sandbox.head()));
            assertThat(sandbox.git("rev-parse", "trunk")).isNotEqualTo(sandbox.git("rev-parse", "HEAD"));
            assertFilesAreThose(String.valueOf(change.commit()));
        }

        @Test
        void theLinkedWorktreeThatTheUserIsInGetsTheChange() {
            sandbox.git("worktree", "add", "-q", "-b", "side", sandbox.folder + "/side");
            Path side = sandbox.folder.resolve("side");
            run = sandbox.open(await(sandbox.provider.inspect(side, "HEAD")));
            Workspace workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
            sandbox.shell(workspace.directory(), EDITS);
            Change change = await(workspace.capture(new CaptureRequest(BRANCH, "captured\n", List.of())));
            String mainLog = sandbox.git("reflog");

            ApplyOutcome outcome = apply(change, ApplyMode.SQUASH);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            ApplyOutcome.Applied.class,
                            applied -> assertThat(applied.branch()).isEqualTo("side"));
            assertThat(sandbox.gitIn(side, "status", "--porcelain")).isEmpty();
            assertThat(sandbox.gitIn(side, "diff", "--stat", BRANCH)).isEmpty();
            assertThat(sandbox.gitIn(side, "reflog", "-1", "--format=%gs")).isEqualTo("commit: Do it\n");
            assertThat(sandbox.git("reflog")).isEqualTo(mainLog);
            assertThat(sandbox.git("status", "--porcelain")).isEmpty();
        }

        @Test
        void otherWorkOfTheUsersStaysAsItIs() throws IOException {
            Change change = change("echo new > new");
            sandbox.write("README.md", "mine\n");
            sandbox.write("staged", "mine\n");
            sandbox.git("add", "staged");
            sandbox.write("untracked", "mine\n");
            Files.delete(sandbox.repository.resolve("src/Main.java"));
            String status = sandbox.git("status", "--porcelain");

            apply(change, ApplyMode.SQUASH);

            assertThat(sandbox.git("status", "--porcelain")).isEqualTo(status);
            assertThat(sandbox.git("show", "--format=", "--name-status")).isEqualTo("A\tnew\n");
        }

        @Test
        void anEditMadeInTheSecondOfTheIndexIsNotForgotten() {
            Change change = change("echo new > new");
            // Same size, same second as the index, another content: only a careful writer of indexes keeps it visible.
            sandbox.shell(
                    sandbox.repository,
                    "touch README.md; git update-index --refresh; printf 'ONE\\ntwo\\nthree\\n' > README.md;"
                            + " touch -r .git/index README.md; git update-index --really-refresh || true");
            assertThat(sandbox.git("status", "--porcelain")).isEqualTo(" M README.md\n");

            apply(change, ApplyMode.SQUASH);

            assertThat(sandbox.git("status", "--porcelain")).isEqualTo(" M README.md\n");
        }

        @Test
        @Tag("F27")
        void noHookRuns() {
            for (String hook : List.of(
                    "pre-commit",
                    "commit-msg",
                    "post-commit",
                    "post-merge",
                    "post-checkout",
                    "reference-transaction",
                    "post-index-change")) {
                sandbox.write(".git/hooks/" + hook, "#!/bin/sh\ntouch '" + sandbox.folder + "/ran'\n");
            }
            sandbox.shell(sandbox.repository, "chmod +x .git/hooks/*");
            Change change = change("echo new > new");
            sandbox.shell(sandbox.folder, "rm -f ran");

            apply(change, ApplyMode.MERGE);

            assertThat(sandbox.folder.resolve("ran")).doesNotExist();
        }

        @Test
        void anEmptyFolderInTheWayIsNoHindrance() {
            Change change = change("echo x > place");
            sandbox.shell(sandbox.repository, "mkdir -p place/inner");

            assertThat(apply(change, ApplyMode.SQUASH)).isInstanceOf(ApplyOutcome.Applied.class);
            assertThat(read(sandbox.repository, "place")).isEqualTo("x\n");
        }

        @Test
        void filesBecomeFoldersAndFoldersFiles() {
            Change change = change("rm README.md; mkdir README.md; echo x > README.md/a; rm -r src; echo y > src");

            apply(change, ApplyMode.SQUASH);

            assertFilesAreThose(String.valueOf(change.commit()));
        }
    }

    @Nested
    class WhenTheBranchHasMoved {

        @ParameterizedTest
        @EnumSource(
                value = ApplyMode.class,
                names = {"SQUASH", "MERGE"})
        void bothChangesAreKept(ApplyMode mode) {
            Change change = change(EDITS);
            sandbox.write("README.md", "one\ntwo\n3\n");
            sandbox.write("other", "other\n");
            String tip = sandbox.commitAll("moved");

            apply(change, mode);

            assertThat(read(sandbox.repository, "README.md")).isEqualTo("1\ntwo\n3\n");
            assertThat(sandbox.git("rev-parse", "HEAD~")).isEqualTo(tip + "\n");
            assertThat(sandbox.git("status", "--porcelain")).isEmpty();
            assertThat(sandbox.git("fsck", "--strict")).isEmpty();
        }

        @Test
        void aPatchIsMergedIntoTheFiles() {
            Change change = change(EDITS);
            sandbox.write("README.md", "one\ntwo\n3\n");
            sandbox.commitAll("moved");

            apply(change, ApplyMode.PATCH);

            assertThat(read(sandbox.repository, "README.md")).isEqualTo("1\ntwo\n3\n");
        }

        @Test
        void ffIsRefused() {
            Change change = change(EDITS);
            sandbox.write("other", "other\n");
            sandbox.commitAll("moved");

            assertRefused(change, ApplyMode.FF, "moved");
        }

        @ParameterizedTest
        @EnumSource(
                value = ApplyMode.class,
                names = {"SQUASH", "MERGE", "PATCH"})
        void aConflictIsRefused(ApplyMode mode) {
            Change change = change(EDITS);
            sandbox.write("README.md", "uno\ntwo\nthree\n");
            sandbox.commitAll("moved");

            assertRefused(change, mode, "conflicts", "README.md");
        }

        @ParameterizedTest
        @EnumSource(
                value = ApplyMode.class,
                names = {"SQUASH", "MERGE", "PATCH"})
        void aChangeThatTheBranchHasAlreadyIsSaidToBeThere(ApplyMode mode) {
            Change change = change("echo new > new");
            apply(change, ApplyMode.SQUASH);
            run = sandbox.open();

            assertThat(apply(change, mode)).isEqualTo(new ApplyOutcome.Applied(mode, "trunk", sandbox.head(), true));
        }

        @Test
        void aPatchThatTheFilesHoldAlreadyIsSaidToBeThereWhoeverWroteThem() {
            Change change = change("echo new > new; rm README.md");
            apply(change, ApplyMode.PATCH);
            sandbox.write("new", "new\n");
            run = sandbox.open();

            assertThat(apply(change, ApplyMode.PATCH))
                    .isEqualTo(new ApplyOutcome.Applied(ApplyMode.PATCH, "trunk", null, true));
            sandbox.write("new", "newer\n");
            assertRefused(change, ApplyMode.PATCH, "new");
        }

        @ParameterizedTest
        @EnumSource(ApplyMode.class)
        void theRunThatAppliedItAnswersTheSameAgain(ApplyMode mode) {
            Change change = change("echo new > new; rm README.md");
            ApplyOutcome.Applied first = (ApplyOutcome.Applied) apply(change, mode);
            Map<String, String> before = sandbox.everythingOfTheUser();

            assertThat(first.already()).isFalse();
            assertThat(apply(change, mode))
                    .isEqualTo(new ApplyOutcome.Applied(mode, first.branch(), first.commit(), true));
            assertThat(sandbox.everythingOfTheUser()).isEqualTo(before);
        }

        @Test
        void aPatchThatIsInTheFilesOfAnotherWorkingTreeIsAppliedHereAsWell() {
            Change change = change("echo new > new; rm README.md");
            apply(change, ApplyMode.PATCH);
            Path side = sandbox.folder.resolve("side");
            sandbox.git("worktree", "add", "-q", "-b", "side", side.toString());
            finish(run.close());
            String runId = String.valueOf(run.directory().getFileName());
            run = await(sandbox.provider.open(await(sandbox.provider.inspect(side, "HEAD")), runId));

            assertThat(apply(change, ApplyMode.PATCH))
                    .isEqualTo(new ApplyOutcome.Applied(ApplyMode.PATCH, "side", null));

            assertThat(read(side, "new")).isEqualTo("new\n");
            finish(run.close());
        }

        @Test
        void whatTheUserTookBackIsAppliedAnew() {
            Change change = change("echo new > new");
            apply(change, ApplyMode.SQUASH);
            sandbox.git("reset", "-q", "--hard", "HEAD~");

            assertThat(apply(change, ApplyMode.SQUASH)).isInstanceOf(ApplyOutcome.Applied.class);
            assertThat(read(sandbox.repository, "new")).isEqualTo("new\n");
        }
    }

    @Nested
    class WhenSomethingIsInTheWay {

        @ParameterizedTest
        @EnumSource(ApplyMode.class)
        void anOpenEditOfATouchedPathIsRefused(ApplyMode mode) {
            Change change = change(EDITS);
            sandbox.write("README.md", "mine\n");

            assertRefused(change, mode, "README.md");
        }

        @Test
        void anEditOfTheSameSizeAndTimeAsTheIndexIsRefused() {
            Change change = change(EDITS);
            sandbox.shell(
                    sandbox.repository,
                    "git update-index --refresh; printf 'ONE\\ntwo\\nthree\\n' > README.md; touch -r .git/index README.md");

            assertRefused(change, ApplyMode.SQUASH, "README.md");
        }

        @ParameterizedTest
        @EnumSource(ApplyMode.class)
        void aStagedEditOfATouchedPathIsRefused(ApplyMode mode) {
            Change change = change(EDITS);
            sandbox.write("README.md", "mine\n");
            sandbox.git("add", "README.md");
            sandbox.write("README.md", "one\ntwo\nthree\n");

            assertRefused(change, mode, "README.md");
        }

        @ParameterizedTest
        @EnumSource(ApplyMode.class)
        void anUntrackedFileInTheWayIsRefused(ApplyMode mode) {
            Change change = change(EDITS);
            sandbox.write("deep/er/file", "mine\n");

            assertRefused(change, mode, "deep/er/file");
        }

        @Test
        void anIgnoredFileInTheWayIsRefused() {
            Change change = change("echo new > new");
            sandbox.write(".git/info/exclude", "new\n");
            sandbox.write("new", "mine\n");

            assertRefused(change, ApplyMode.SQUASH, "new");
        }

        @Test
        void anUntrackedFileWhereAFolderIsToComeIsRefused() {
            Change change = change(EDITS);
            sandbox.write("deep", "mine\n");

            assertRefused(change, ApplyMode.SQUASH, "deep");
        }

        @Test
        void aFolderWithFilesWhereAFileIsToComeIsRefused() {
            Change change = change("echo x > place");
            sandbox.write("place/mine", "mine\n");

            assertRefused(change, ApplyMode.SQUASH, "place");
        }

        @Test
        void aDeletedFileIsRefused() throws IOException {
            Change change = change(EDITS);
            Files.delete(sandbox.repository.resolve("README.md"));

            assertRefused(change, ApplyMode.SQUASH, "README.md");
        }

        @Test
        @Tag("F33")
        void aFolderThatIsALinkNowIsNeverWrittenThrough() {
            Change change = change("echo new > src/New.java; echo new > fresh; mkdir more; echo x > more/x");
            sandbox.shell(sandbox.repository, "mv src ../elsewhere; ln -s ../elsewhere src; ln -s ../elsewhere more");

            assertRefused(change, ApplyMode.SQUASH, "src", "more");
            assertThat(sandbox.folder.resolve("elsewhere/New.java")).doesNotExist();
        }

        @Test
        void aHiddenPathIsRefused() {
            Change change = change(EDITS);
            sandbox.git("update-index", "--assume-unchanged", "README.md");

            assertRefused(change, ApplyMode.SQUASH, "README.md");
        }

        @Test
        void anIndexThatWasSplitMeanwhileIsNamedAndNothingIsLeftHalfDone() {
            Change change = change(EDITS);
            sandbox.git("update-index", "--split-index");
            Map<String, String> before = sandbox.everythingOfTheUser();

            assertThat(run.apply(change, new ApplyRequest(ApplyMode.SQUASH, "x"))
                            .materialize()
                            .block())
                    .asString()
                    .contains("--no-split-index");
            assertThat(sandbox.everythingOfTheUser()).isEqualTo(before);
            assertThat(run.directory().resolve("apply")).doesNotExist();
        }

        @Test
        @Tag("F19")
        void aMergeUnderWayIsRefused() {
            Change change = change(EDITS);
            sandbox.shell(
                    sandbox.repository,
                    "git switch -q -c one; echo x > other; git add other; git commit -qm x; git switch -q trunk;"
                            + " echo y > other2; git add other2; git commit -qm y; git merge --no-commit one");

            assertRefused(change, ApplyMode.SQUASH, "merge is under way");
        }

        @Test
        @Tag("F25")
        void anIndexLockIsReportedAndLeft() {
            Change change = change(EDITS);
            sandbox.write(".git/index.lock", "");

            assertRefused(change, ApplyMode.SQUASH, "index.lock");
            assertThat(sandbox.repository.resolve(".git/index.lock")).exists();
        }

        @Test
        @Tag("F37")
        void aLockedBranchIsRefusedAfterTheFilesWerePutBack() {
            Change change = change(EDITS);
            sandbox.write(".git/refs/heads/trunk.lock", "");

            assertRefused(change, ApplyMode.SQUASH, "trunk");
        }

        @Test
        void aLockedDetachedHeadIsRefusedAfterTheFilesWerePutBack() {
            sandbox.git("checkout", "-q", "--detach");
            Change change = change(EDITS);
            sandbox.write(".git/HEAD.lock", "");

            assertRefused(change, ApplyMode.SQUASH, "HEAD.lock");
        }

        @Test
        @Tag("F22")
        void aSubmoduleIsNotTouched() {
            sandbox.git("clone", "-q", "--bare", ".", "../module.git");
            sandbox.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../module.git", "module");
            sandbox.commitAll("with a module");
            Change change = change("rmdir module; echo x > module");

            assertRefused(change, ApplyMode.SQUASH, "submodule module");
        }

        @Test
        void anEmptyChangeIsRefused() {
            assertRefused(change("true"), ApplyMode.SQUASH, "empty");
        }
    }

    @Test
    void writtenFilesAreKnownToTheIndexByTheirTimes() {
        Change change = change(EDITS);
        sandbox.shell(
                sandbox.repository,
                "find . -type f -not -path './.git/*' -exec touch -d '1 minute ago' {} +; git update-index -q --refresh");
        apply(change, ApplyMode.SQUASH);

        NativeAgreement.assertIndexDescribesFiles(sandbox, sandbox.repository);
        writeIn(sandbox.repository, "more", "more\n");
        sandbox.commitAll("native git goes on from there");
    }
}
