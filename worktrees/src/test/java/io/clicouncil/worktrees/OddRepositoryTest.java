package io.clicouncil.worktrees;

import static io.clicouncil.worktrees.GitSandbox.await;
import static io.clicouncil.worktrees.GitSandbox.finish;
import static io.clicouncil.worktrees.GitSandbox.photograph;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository with everything that writers of worktrees get wrong, against native git's own worktree of it. */
class OddRepositoryTest {
    private static final String CONTENT = "mkdir -p 'with space' deep/a/b/c/d/e/f/g links"
            + "; printf '#!/bin/sh\\n' > run.sh; chmod +x run.sh; : > empty; chmod 700 deep"
            + "; printf 'a\\nb\\n' > deep/a/b/c/d/e/f/g/file; printf x > deep/a.b; printf x > deep-2"
            + "; printf x > 'with space/a file'; printf x > 'quo\"te'; printf x > \"$(printf 'new\\nline')\"; printf x > ./-dash"
            + "; printf x > \"$(printf 'back\\\\slash')\"; printf x > \"$(printf 'latin_\\351')\""
            + "; printf x > \"$(printf 'nfc_\\303\\251')\"; printf x > \"$(printf 'nfd_e\\314\\201')\"; printf x > Case; printf y > case"
            + "; mkdir \"$(printf 'f\\303\\266lder')\"; printf x > \"$(printf 'f\\303\\266lder/\\303\\266')\""
            + "; ln -s nowhere links/dangling; ln -s /no/such/place links/absolute; ln -s ../deep links/folder"
            + "; ln -s ../deep//a/ links/untidy; ln -s \"$(printf 'l\\351')\" links/latin; ln -s \"$(printf '\\303\\251')\" links/utf8"
            + "; head -c 3000000 /dev/urandom > big.bin; head -c 70000 /dev/zero > zero.bin"
            + "; printf 'one\\ntwo\\n' > win.bat; printf 'a\\r\\nb\\n' > mixed.raw; printf '$Id$\\n' > id.c; printf 'secret\\n' > f.enc"
            + "; printf 'h\\303\\251\\n' | iconv -f UTF-8 -t UTF-16 > wide.txt"
            + "; printf '%s\\n' '*.bat text eol=crlf' '*.raw -text' '*.c ident' '*.enc filter=rot' '*.txt working-tree-encoding=UTF-16'"
            + " '[attr]odd filter=rot' 'macro.* odd' > .gitattributes; printf 'abc\\n' > macro.x";

    @TempDir
    Path temporary;

    private GitSandbox sandbox;

    @BeforeEach
    void makeRepository() {
        sandbox = GitSandbox.empty(temporary);
        sandbox.git("config", "filter.rot.clean", "tr a-z b-za");
        sandbox.git("config", "filter.rot.smudge", "tr b-za a-z");
        sandbox.shell(sandbox.repository, CONTENT);
        sandbox.commitAll("odd");
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Map<String, String> files(Path worktree) {
        Map<String, String> files = photograph(worktree);
        files.keySet().removeIf(name -> name.equals(".git") || name.startsWith(".git/"));
        return files;
    }

    private Path nativeWorktree() {
        Path folder = sandbox.folder.resolve("native");
        sandbox.git("worktree", "add", "-q", "--detach", folder.toString());
        return folder;
    }

    @Test
    @Tag("F21")
    @Tag("F22")
    void aWorkspaceIsByteForByteWhatNativeGitMakes() {
        Workspace workspace = sandbox.lease();

        assertThat(files(workspace.directory())).isEqualTo(files(nativeWorktree()));
        assertThat(read(workspace.directory(), "win.bat")).isEqualTo("one\r\ntwo\r\n");
        assertThat(sandbox.gitIn(workspace.directory(), "status", "--porcelain"))
                .isEmpty();
        NativeAgreement.assertIndexDescribesFiles(sandbox, workspace.directory());
        NativeAgreement.assertNoRowIsRacy(sandbox, workspace.directory());
    }

    @Test
    void nativeGitWorksInsideAndOnIt() {
        RunWorkspaces run = sandbox.open();
        Workspace workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
        Path root = workspace.directory();

        sandbox.shell(root, "echo more >> run.sh; git commit -qam inside; git fsck --strict");
        assertThat(sandbox.gitIn(root, "diff", "--stat", "HEAD~")).contains("run.sh");
        sandbox.git("worktree", "prune", "--expire=now");
        sandbox.git("worktree", "repair");
        sandbox.git("gc", "-q", "--prune=now");
        assertThat(sandbox.git("worktree", "list")).contains(root.toString());
        assertThat(sandbox.gitIn(root, "status", "--porcelain")).isEmpty();
        sandbox.git("worktree", "remove", "--force", "--force", root.toString());
        assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
        finish(run.close());
    }

    @Test
    void anUntouchedWorkspaceIsNoChangeAndAResetLeavesItAsItWas() {
        Workspace workspace = sandbox.lease();
        Map<String, String> before = files(workspace.directory());

        assertThat(await(workspace.capture(request())).isEmpty()).isTrue();
        sandbox.shell(
                workspace.directory(),
                "rm -r links deep win.bat; echo x > empty; chmod -x run.sh; touch id.c; echo y > wide.txt; echo z > f.enc;"
                        + " mkdir -p new/.git; echo x > new/.git/config; mv Case big.bin; rm -r with*; ln -s /etc 'with space'");
        finish(workspace.reset(sandbox.folder.resolve("saved.patch")));

        assertThat(files(workspace.directory())).isEqualTo(before);
        assertThat(sandbox.gitIn(workspace.directory(), "status", "--porcelain", "--ignored"))
                .isEmpty();
        assertThat(await(workspace.capture(request())).isEmpty()).isTrue();
        NativeAgreement.assertIndexDescribesFiles(sandbox, workspace.directory());
    }

    @Test
    void editsOfConvertedFilesAreCapturedAsNativeGitAddsThem() {
        Workspace workspace = sandbox.lease();
        String edits =
                "printf 'three\\r\\n' >> win.bat; printf 'new\\r\\n' > new.bat; printf 'more\\n' >> f.enc; printf 'xyz\\n' > new.enc;"
                        + " printf '$Id$ x\\n' > new.c; printf 'h\\303\\251\\303\\251\\n' | iconv -f UTF-8 -t UTF-16 > wide.txt;"
                        + " ln -sfn ../deep//a/b/ links/untidy; ln -s \"$(printf 'm\\351')\" links/latin2; printf 'q\\r\\n' > mixed.raw";
        sandbox.shell(workspace.directory(), edits);
        Path other = nativeWorktree();
        sandbox.shell(other, edits);
        sandbox.gitIn(other, "add", "-A");

        Change change = await(workspace.capture(request()));

        assertThat(sandbox.git("rev-parse", change.commit() + "^{tree}")).isEqualTo(sandbox.gitIn(other, "write-tree"));
    }

    @Test
    void appliedFilesAreThoseThatNativeGitWouldWrite() {
        RunWorkspaces run = sandbox.open();
        Workspace workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
        sandbox.shell(
                workspace.directory(),
                "printf 'three\\r\\n' >> win.bat; printf 'xyz\\n' > f.enc; rm big.bin; ln -sfn ../deep//a/b/ links/untidy;"
                        + " rm latin*; printf '*.new filter=rot\\n' >> .gitattributes; printf 'pqr\\n' > it.new");
        Change change = await(workspace.capture(request()));

        ApplyOutcome outcome = await(run.apply(change, new ApplyRequest(ApplyMode.SQUASH, "apply")));

        assertThat(outcome).isInstanceOf(ApplyOutcome.Applied.class);
        Map<String, String> expected = files(nativeWorktree());
        Map<String, String> actual = files(sandbox.repository);
        // What was not touched is as the user made it: the permissions of a folder, keywords that are not filled in
        // yet.
        for (String untouched : List.of("", "deep", "id.c")) {
            expected.remove(untouched);
            actual.remove(untouched);
        }
        assertThat(actual).isEqualTo(expected);
        assertThat(sandbox.git("status", "--porcelain")).isEmpty();
    }

    @Test
    void anEditOfAConvertedFileIsInTheWayOfApplying() {
        RunWorkspaces run = sandbox.open();
        Workspace workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
        sandbox.shell(workspace.directory(), "printf 'xyz\\n' > f.enc");
        Change change = await(workspace.capture(request()));
        writeIn(sandbox.repository, "f.enc", "mine\n");
        Map<String, String> before = sandbox.everythingOfTheUser();

        assertThat(await(run.apply(change, new ApplyRequest(ApplyMode.SQUASH, "apply"))))
                .isInstanceOf(ApplyOutcome.Refused.class);
        assertThat(sandbox.everythingOfTheUser()).isEqualTo(before);
    }

    @Test
    @Tag("F28")
    void aFilterThatSomebodyNamesDuringTheRunDoesNotRun() {
        RunWorkspaces run = sandbox.open();
        Workspace workspace = await(run.lease(LeaseRequest.of("agent", sandbox.head())));
        sandbox.git("config", "filter.rot.clean", "touch '" + sandbox.folder + "/ran'; cat");
        sandbox.git("config", "filter.late.clean", "touch '" + sandbox.folder + "/ran'; cat");
        sandbox.shell(
                workspace.directory(), "printf 'xyz\\n' > f.enc; echo '* filter=late' > .gitattributes; echo x > late");

        Change change = await(workspace.capture(request()));

        assertThat(sandbox.git("show", change.commit() + ":f.enc")).isEqualTo("yza\n");
        assertThat(sandbox.folder.resolve("ran")).doesNotExist();
    }

    @Test
    void lineEndsOfPlainTextFilesAreNormalizedAsNativeGitDoes() {
        GitSandbox plain = GitSandbox.empty(temporary.resolve("second"));
        plain.write(".gitattributes", "* text=auto\n");
        plain.write("unix", "a\nb\n");
        plain.commitAll("first");
        Workspace workspace = plain.lease();
        writeIn(workspace.directory(), "unix", "a\r\nb\r\nc\r\n");
        writeIn(workspace.directory(), "new", "a\r\n");

        Change change = await(workspace.capture(request()));

        assertThat(plain.git("show", change.commit() + ":unix")).isEqualTo("a\nb\nc\n");
        assertThat(plain.git("show", change.commit() + ":new")).isEqualTo("a\n");
        plain.close();
    }

    private static CaptureRequest request() {
        return new CaptureRequest("council/run/agent", "captured\n", List.of());
    }
}
