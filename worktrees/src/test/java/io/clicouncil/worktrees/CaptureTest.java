package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.finish;
import static io.clicouncil.worktrees.GitSandbox.read;
import static io.clicouncil.worktrees.GitSandbox.writeIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.workspace.CaptureRequest;
import io.clicouncil.workspace.Change;
import io.clicouncil.workspace.FileChange;
import io.clicouncil.workspace.RunWorkspaces;
import io.clicouncil.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {
    private static final String BRANCH = "council/run/agent";

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

    private Change capture(String... protect) {
        return await(workspace.capture(new CaptureRequest(BRANCH, "agent: did it\n", List.of(protect))));
    }

    /** What native git says that the captured commit changed. */
    private String nameStatus() {
        return sandbox.git("diff-tree", "-r", "--no-renames", "--name-status", sandbox.head(), BRANCH);
    }

    private void assertNumstatAgrees(Change change) {
        StringBuilder ours = new StringBuilder();
        for (FileChange file : change.files()) {
            ours.append(file.binary() ? "-\t-" : file.insertions() + "\t" + file.deletions())
                    .append('\t')
                    .append(file.path())
                    .append('\n');
        }
        assertThat(ours.toString())
                .isEqualTo(sandbox.git("diff-tree", "-r", "--no-renames", "--numstat", sandbox.head(), BRANCH));
    }

    @Nested
    class OfPlainEdits {

        @Test
        void oneCommitOnTheBaseHoldsEditsAdditionsDeletionsAndModes() throws Exception {
            writeIn(root, "README.md", "one\n2\nthree\nfour\n");
            writeIn(root, "src/New.java", "class New {}\n");
            writeIn(root, "data.bin", new byte[] {1, 0, 2});
            Files.delete(root.resolve("src/test/MainTest.java"));
            sandbox.shell(root, "chmod +x src/Main.java; ln -s ../outside link");

            Change change = capture();

            assertThat(nameStatus())
                    .isEqualTo(
                            "M\tREADME.md\nA\tdata.bin\nA\tlink\nM\tsrc/Main.java\nA\tsrc/New.java\nD\tsrc/test/MainTest.java\n");
            assertNumstatAgrees(change);
            assertThat(sandbox.git("ls-tree", "-r", BRANCH)).contains("100755 blob", "120000 blob");
            assertThat(change.files())
                    .filteredOn(file -> file.linkTarget() != null)
                    .singleElement()
                    .satisfies(link -> {
                        assertThat(link.path()).isEqualTo("link");
                        assertThat(link.linkTarget()).isEqualTo("../outside");
                    });
            assertThat(sandbox.git("log", "--format=%P|%an|%ae|%s", "-1", BRANCH))
                    .isEqualTo(sandbox.head() + "|Ada Example|ada@example.org|agent: did it\n");
            assertThat(change.commit())
                    .isEqualTo(sandbox.git("rev-parse", BRANCH).strip());
            assertThat(sandbox.git("fsck", "--strict")).isEmpty();
        }

        @Test
        void aFileMayBecomeAFolderAndAFolderAFileOrALink() throws Exception {
            sandbox.shell(root, "rm README.md; mkdir README.md; echo x > README.md/inner; rm -r src; ln -s /etc src");

            capture();

            assertThat(nameStatus())
                    .isEqualTo(
                            "D\tREADME.md\nA\tREADME.md/inner\nA\tsrc\nD\tsrc/Main.java\nD\tsrc/test/MainTest.java\n");
            assertThat(sandbox.git("ls-tree", "-r", BRANCH)).doesNotContain("src/passwd");
        }

        @Test
        void itCanBeReadAsADiffUnlessThatIsTooLong() {
            writeIn(root, "README.md", "one\n2\nthree\nfour\n");
            Change change = capture();
            RunWorkspaces run = sandbox.open();

            assertThat(await(run.diff(change, 1000)))
                    .startsWith("diff --git a/README.md b/README.md\n")
                    .endsWith("+four\n");
            assertThat(run.diff(change, 20).blockOptional()).isEmpty();
        }

        @Test
        void anEditThatKeepsSizeAndTimeIsSeen() {
            sandbox.shell(
                    root,
                    "touch -r README.md ../stamp; printf 'ONE\\ntwo\\nthree\\n' > README.md; touch -r ../stamp README.md");

            capture();

            assertThat(nameStatus()).isEqualTo("M\tREADME.md\n");
        }

        @Test
        @Tag("F21")
        void namesOfEveryKindAreKeptByteForByte() {
            sandbox.shell(
                    root,
                    "printf a > 'with space'; printf a > 'quo\"te'; printf a > \"$(printf 'new\\nline')\"; printf a > ./-dash;"
                            + " printf a > \"$(printf 'latin_\\351')\"; printf a > \"$(printf 'u_\\303\\251')\"");
            String before =
                    sandbox.gitIn(root, "status", "--porcelain", "-z", "-uall").replace("?? ", "");

            capture();

            assertThat(sandbox.git("diff-tree", "-r", "-z", "--name-only", sandbox.head(), BRANCH))
                    .isEqualTo(before);
        }

        @Test
        void nothingDoneIsAnEmptyChange() {
            Change change = capture();

            assertThat(change.isEmpty()).isTrue();
            assertThat(sandbox.git("branch", "--list", "council/*")).isEmpty();
        }

        @Test
        void touchingAFileOrMakingAnEmptyFolderIsNoChange() {
            sandbox.shell(root, "touch README.md; mkdir -p some/folder; mkfifo pipe");

            assertThat(capture().isEmpty()).isTrue();
        }

        @Test
        void whatTheBaseIgnoresIsNoChange() {
            writeIn(root, "debug.log", "noise\n");
            writeIn(root, "build/out.class", "noise\n");

            assertThat(capture().isEmpty()).isTrue();
        }

        @Test
        void aSecondCaptureReplacesTheBranchOfTheFirst() {
            writeIn(root, "README.md", "1\n");
            String first = capture().commit();
            writeIn(root, "README.md", "2\n");

            assertThat(capture().commit())
                    .isNotEqualTo(first)
                    .isEqualTo(sandbox.git("rev-parse", BRANCH).strip());
        }
    }

    @Nested
    class OfWhatAnAgentDidWithGit {

        @Test
        void itsOwnCommitsAndStagedAndOpenEditsBecomeOneCommit() {
            sandbox.shell(
                    root,
                    "echo a > a; git add a; git commit -qm mine; echo b > b; git add b; echo c > c; rm README.md");

            Change change = capture();

            assertThat(nameStatus()).isEqualTo("D\tREADME.md\nA\ta\nA\tb\nA\tc\n");
            assertThat(sandbox.git("rev-list", "--count", sandbox.head() + ".." + change.commit())
                            .strip())
                    .isEqualTo("1");
        }

        @Test
        void aBranchThatItSwitchedToGoesWithTheWorkspace() {
            finish(workspace.release());
            sandbox.git("branch", "kept");
            workspace = sandbox.lease();
            sandbox.shell(
                    workspace.directory(),
                    "git switch -q -c fix; echo a > a; git add a; git commit -qm mine; git switch -q kept; git switch -q -c fix2");

            assertThat(capture().isEmpty()).isTrue();
            finish(workspace.release());

            assertThat(sandbox.git("for-each-ref", "--format=%(refname:short)").lines())
                    .containsExactlyInAnyOrder("trunk", "kept");
        }

        @Test
        void anOpenMergeIsCapturedAsItsFilesStand() {
            sandbox.shell(
                    root,
                    "git switch -q -c one; echo x > README.md; git commit -qam x; git switch -q -c two HEAD~; echo y > README.md;"
                            + " git commit -qam y; git merge one || true");
            assertThat(read(root, "README.md")).contains("<<<<<<<");

            capture();

            assertThat(nameStatus()).isEqualTo("M\tREADME.md\n");
            finish(workspace.release());
            assertThat(sandbox.git("branch", "--list", "one", "two")).isEmpty();
        }

        @Test
        @Tag("F34")
        @Tag("F35")
        void filesHiddenByItsOwnIgnoreRulesOrBitsAreSeen() {
            sandbox.shell(
                    root,
                    "echo '*' > .gitignore; echo s > secret; git update-index --skip-worktree README.md;"
                            + " git update-index --assume-unchanged src/Main.java; echo e >> README.md; echo e >> src/Main.java;"
                            + " echo '*' >> \"$(git rev-parse --git-path info/exclude)\"");

            capture();

            assertThat(nameStatus()).isEqualTo("M\t.gitignore\nM\tREADME.md\nA\tsecret\nM\tsrc/Main.java\n");
        }

        @Test
        @Tag("F32")
        void aNestedRepositoryIsCollectedAsFilesAndNothingInItRuns() {
            sandbox.shell(
                    root,
                    "mkdir nested; cd nested; git init -q; echo x > file; echo '* filter=evil' > .gitattributes;"
                            + " git config filter.evil.clean 'touch " + sandbox.folder + "/ran; cat';"
                            + " git config core.fsmonitor 'touch " + sandbox.folder
                            + "/ran'; mkdir -p deep/.GIT; echo h > deep/.GIT/hook");

            Change change = capture();

            assertThat(nameStatus()).isEqualTo("A\tnested/.gitattributes\nA\tnested/file\n");
            assertThat(change.takenOut()).containsExactly("nested/.git", "nested/deep/.GIT");
            assertThat(sandbox.folder.resolve("ran")).doesNotExist();
        }

        @Test
        @Tag("F29")
        @Tag("F30")
        @Tag("F31")
        void tamperedPointersLeadNowhere() throws IOException {
            sandbox.shell(
                    sandbox.folder,
                    "mkdir evil; cd evil; git init -q; git config core.fsmonitor 'touch " + sandbox.folder + "/ran'");
            String gitDirectory = sandbox.gitIn(root, "rev-parse", "--git-dir").strip();
            writeIn(root, ".git", "gitdir: " + sandbox.folder + "/evil/.git\n");
            Files.writeString(Path.of(gitDirectory, "commondir"), sandbox.folder + "/evil/.git\n");
            Files.writeString(Path.of(gitDirectory, "HEAD"), "ref: refs/heads/trunk\n");
            writeIn(root, "README.md", "changed\n");
            String trunk = sandbox.head();

            capture();
            finish(workspace.reset(sandbox.folder.resolve("saved.patch")));

            assertThat(nameStatus()).isEqualTo("M\tREADME.md\n");
            assertThat(sandbox.head()).isEqualTo(trunk);
            assertThat(sandbox.folder.resolve("ran")).doesNotExist();
            assertThat(sandbox.gitIn(root, "status", "--porcelain")).isEmpty();
            assertThat(sandbox.gitIn(root, "rev-parse", "HEAD").strip()).isEqualTo(trunk);
            finish(workspace.release());
            assertThat(sandbox.head()).isEqualTo(trunk);
        }

        @Test
        @Tag("F31")
        void theMainWorktreesHeadAndLogStayAsTheyWere() {
            String log = sandbox.git("reflog", "show", "HEAD");
            sandbox.shell(root, "git switch -q -c mine; echo a > a; git add a; git commit -qm mine");

            capture();
            finish(workspace.reset(sandbox.folder.resolve("saved.patch")));
            finish(workspace.release());

            assertThat(sandbox.git("reflog", "show", "HEAD")).isEqualTo(log);
            assertThat(sandbox.git("symbolic-ref", "HEAD").strip()).isEqualTo("refs/heads/trunk");
        }

        @Test
        void aBranchOfItsMakingInThePlaceOfTheCouncilsIsReplaced() {
            sandbox.shell(root, "git branch council/run");
            writeIn(root, "README.md", "changed\n");

            assertThat(capture().branch()).isEqualTo(BRANCH);
            assertThat(nameStatus()).isEqualTo("M\tREADME.md\n");
        }

        @Test
        @Tag("F31")
        void aNameForTheUsersBranchInThatPlaceIsReplacedAndTheUsersBranchIsNotMoved() {
            String own = "council/" + Folders.parentOf(root).getFileName() + "/agent";
            String head = sandbox.head();
            for (String branch : List.of(BRANCH, own)) {
                sandbox.shell(root, "git symbolic-ref refs/heads/" + branch + " refs/heads/trunk");
                writeIn(root, "README.md", "changed\n");
                await(workspace.capture(new CaptureRequest(branch, "agent: did it\n", List.of())));

                assertThat(sandbox.git("rev-parse", "trunk").strip()).isEqualTo(head);
                assertThat(sandbox.git("rev-parse", branch + "~").strip()).isEqualTo(head);
            }
        }

        @Test
        void aBranchOfTheRunStaysForTheSameFilesAndMovesForOthers() {
            String own = "council/" + Folders.parentOf(root).getFileName() + "/agent";
            CaptureRequest request = new CaptureRequest(own, "agent: did it\n", List.of());
            writeIn(root, "README.md", "changed\n");
            Change first = await(workspace.capture(request));
            assertThat(await(workspace.capture(request))).isEqualTo(first);

            writeIn(root, "README.md", "changed again\n");
            Change second = await(workspace.capture(request));
            assertThat(second.commit()).isNotEqualTo(first.commit());
            assertThat(sandbox.git("rev-parse", own).strip()).isEqualTo(second.commit());
            assertThat(sandbox.git("rev-parse", own + "~").strip()).isEqualTo(sandbox.head());
        }

        @Test
        void aBranchOfTheUsersInThatPlaceIsNot() {
            finish(workspace.release());
            sandbox.git("branch", BRANCH);
            String before = sandbox.git("rev-parse", BRANCH);
            workspace = sandbox.lease();
            writeIn(workspace.directory(), "README.md", "changed\n");

            assertThatThrownBy(() -> capture())
                    .isInstanceOf(CouncilException.class)
                    .hasMessageContaining(BRANCH);
            assertThat(sandbox.git("rev-parse", BRANCH)).isEqualTo(before);
        }

        @Test
        void aWorktreeOfTheSameRepositoryInsideIsNamedAndLeftOut() {
            sandbox.shell(root, "git worktree add -q --detach .agents/inner; echo x > .agents/note");

            Change change = capture();

            assertThat(nameStatus()).isEqualTo("A\t.agents/note\n");
            assertThat(change.takenOut()).containsExactly(".agents/inner");
        }

        @Test
        @Tag("F44")
        void foldersNestedBeyondEveryNameAreNoHindranceToAReset() {
            sandbox.shell(
                    root,
                    "n=$(printf '%0200d' 0); deep=$n/$n/$n/$n/$n/$n/$n/$n/$n/$n/$n/$n/$n/$n/$n; mkdir -p $deep ../other/$deep;"
                            + " mv ../other $deep");

            assertThatThrownBy(() -> capture()).isInstanceOf(CouncilException.class);
            finish(workspace.reset(sandbox.folder.resolve("saved.patch")));

            assertThat(sandbox.gitIn(root, "status", "--porcelain", "--ignored"))
                    .isEmpty();
            assertThat(capture().isEmpty()).isTrue();
            // Native `rm` can delete what has no name in Java; JUnit could not.
            sandbox.close();
            sandbox.shell(sandbox.folder, "rm -rf workspaces");
        }

        @Test
        @Tag("F43")
        void aWorkspaceThatItDeletedHasLostEverything() {
            sandbox.shell(sandbox.folder, "rm -rf '" + root + "'; ln -s /etc '" + root + "'");

            Change change = capture();

            assertThat(change.files())
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(file.kind()).isEqualTo(FileChange.Kind.DELETED));
            finish(workspace.reset(sandbox.folder.resolve("saved.patch")));
            assertThat(sandbox.gitIn(root, "status", "--porcelain")).isEmpty();
        }
    }

    @Nested
    class WithProtectedPaths {

        @Test
        void theirEditsAdditionsAndDeletionsAreTakenOutAndNamed() throws IOException {
            writeIn(root, "src/test/Added.java", "class Added {}\n");
            Files.delete(root.resolve("src/test/MainTest.java"));
            writeIn(root, "README.md", "mine\n");
            writeIn(root, "src/Main.java", "class Main { }\n");

            Change change = capture("src/test/**", "/README.md");

            assertThat(nameStatus()).isEqualTo("M\tsrc/Main.java\n");
            assertThat(change.takenOut()).containsExactly("README.md", "src/test/Added.java", "src/test/MainTest.java");
        }

        @Test
        void aChangeOfNothingElseIsEmpty() {
            writeIn(root, "README.md", "mine\n");

            Change change = capture("*.md");

            assertThat(change.isEmpty()).isTrue();
            assertThat(change.takenOut()).containsExactly("README.md");
        }

        @Test
        void whatWouldStandInTheWayOfAProtectedPathIsTakenOutAsWell() {
            sandbox.shell(
                    root, "rm -r src/test; echo x > src/test; rm README.md; mkdir README.md; echo x > README.md/a");

            Change change = capture("src/test/*", "!README.md/a", "README.md");

            assertThat(change.isEmpty()).isTrue();
            assertThat(change.takenOut())
                    .containsExactly("README.md", "README.md/a", "src/test", "src/test/MainTest.java");
        }
    }
}
