package io.clicouncil.adapters.edits;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapters.edits.FileEdit.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffOfFilesTest {
    private static final String LINES = "one\ntwo\nthree\nfour\nfive\nsix\n";

    @TempDir
    private Path root;

    private Folder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = new Folder(root).with("a.txt", LINES);
    }

    private EditOutcome diff(String... lines) {
        return folder.apply("```diff\n" + String.join("\n", lines) + "\n```\n");
    }

    @Test
    void areMade() throws IOException {
        EditOutcome outcome = diff(
                "diff --git a/bin/b b/bin/b",
                "new file mode 100755",
                "--- /dev/null",
                "+++ b/bin/b",
                "@@ -0,0 +1,2 @@",
                "+x",
                "+y");

        assertThat(outcome.applied()).containsExactly(new FileEdit(Kind.CREATED, "bin/b", null));
        assertThat(folder.text("bin/b")).isEqualTo("x\ny\n");
        assertThat(root.resolve("bin/b")).isExecutable();
    }

    @Test
    void areDeleted() throws IOException {
        folder.with("b.txt", "x\n");

        EditOutcome outcome = diff(
                "diff --git a/b.txt b/b.txt",
                "deleted file mode 100644",
                "--- a/b.txt",
                "+++ /dev/null",
                "@@ -1 +0,0 @@",
                "-x");

        assertThat(outcome.applied()).containsExactly(new FileEdit(Kind.DELETED, "b.txt", null));
        assertThat(root.resolve("b.txt")).doesNotExist();
    }

    @Test
    void areNotDeletedWhereTheyHaveMoreLines() {
        assertThat(diff("--- a/a.txt", "+++ /dev/null", "@@ -1 +0,0 @@", "-one").refusals())
                .containsExactly("'a.txt': the diff deletes it, but not all of its lines");
    }

    @Test
    void areRenamedAndChanged() throws IOException {
        EditOutcome outcome = diff(
                "diff --git a/a.txt b/dir/c.txt",
                "similarity index 80%",
                "rename from a.txt",
                "rename to dir/c.txt",
                "--- a/a.txt",
                "+++ b/dir/c.txt",
                "@@ -1,2 +1,2 @@",
                "-one",
                "+1",
                " two");

        assertThat(outcome.applied()).containsExactly(new FileEdit(Kind.RENAMED, "dir/c.txt", "a.txt"));
        assertThat(root.resolve("a.txt")).doesNotExist();
        assertThat(folder.text("dir/c.txt")).isEqualTo("1\ntwo\nthree\nfour\nfive\nsix\n");
    }

    @Test
    void areRenamedWithoutAChange() throws IOException {
        diff("diff --git a/a.txt b/c.txt", "similarity index 100%", "rename from a.txt", "rename to c.txt");

        assertThat(root.resolve("a.txt")).doesNotExist();
        assertThat(folder.text("c.txt")).isEqualTo(LINES);
    }

    @Test
    void areMadeExecutable() {
        assertThat(diff("diff --git a/a.txt b/a.txt", "old mode 100644", "new mode 100755")
                        .applied())
                .containsExactly(new FileEdit(Kind.CHANGED, "a.txt", null));
        assertThat(Files.isExecutable(root.resolve("a.txt"))).isTrue();
    }

    @Test
    void areNotMadeAnewWhereTheyAreThere() {
        assertThat(diff("--- /dev/null", "+++ b/a.txt", "@@ -0,0 +1 @@", "+x").refusals())
                .containsExactly("'a.txt': the diff makes it anew, and it is there");
    }

    @Test
    void areNeitherLinksNorBinaryNorCopied() {
        assertThat(diff(
                                "diff --git a/l b/l",
                                "new file mode 120000",
                                "--- /dev/null",
                                "+++ b/l",
                                "@@ -0,0 +1 @@",
                                "+/etc/passwd")
                        .refusals())
                .containsExactly("a diff makes or removes something that is no regular file");
        assertThat(diff("diff --git a/i.png b/i.png", "Binary files a/i.png and b/i.png differ")
                        .refusals())
                .containsExactly("a diff changes a binary file");
        assertThat(diff("diff --git a/a.txt b/c.txt", "copy from a.txt", "copy to c.txt")
                        .refusals())
                .containsExactly("a diff copies a file; write the new file in full");
    }

    @Test
    void haveOneNameUnlessTheyAreRenamed() {
        assertThat(diff("--- a/a.txt", "+++ b/b.txt", "@@ -1 +1 @@", "-one", "+1")
                        .refusals())
                .containsExactly("a diff names two files, a.txt and b.txt, and does not rename");
    }

    @Test
    void mayHaveQuotedNames() throws IOException {
        folder.with("ü b.txt", "x\n");

        diff("--- \"a/\\303\\274 b.txt\"", "+++ \"b/\\303\\274 b.txt\"", "@@ -1 +1 @@", "-x", "+y");

        assertThat(folder.text("ü b.txt")).isEqualTo("y\n");
    }

    @Test
    void areTakenFromTheFenceWhereTheDiffHasNoHeader() throws IOException {
        folder.apply("a.txt\n```diff\n@@ -1 +1 @@\n-one\n+1\n```\n");

        assertThat(folder.text("a.txt")).startsWith("1\ntwo\n");
    }
}
