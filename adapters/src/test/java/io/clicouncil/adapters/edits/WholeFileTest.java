package io.clicouncil.adapters.edits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeFileTest {
    @TempDir
    private Path root;

    private Folder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = new Folder(root);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```java path=src/A.java\nclass A {}\n```",
                "```java path=\"src/A.java\"\nclass A {}\n```",
                "```java title='src/A.java'\nclass A {}\n```",
                "```java:src/A.java\nclass A {}\n```",
                "```src/A.java\nclass A {}\n```",
                "```java src/A.java\nclass A {}\n```",
                "src/A.java\n```java\nclass A {}\n```",
                "`src/A.java`\n\n```java\nclass A {}\n```",
                "**src/A.java**:\n```java\nclass A {}\n```",
                "### `src/A.java`\n```java\nclass A {}\n```",
                "1. **File: src/A.java**\n```java\nclass A {}\n```",
                "File: `src/A.java`\n~~~java\nclass A {}\n~~~",
                "Here it is:\n```java\n// src/A.java\nclass A {}\n```",
                "```java\n// File: src/A.java\nclass A {}\n```",
                "```\n# ./src/A.java\nclass A {}\n```",
                "```html\n<!-- src/A.java -->\nclass A {}\n```",
                "```css\n/* src/A.java */\nclass A {}\n```",
            })
    void knowsTheWaysInWhichModelsNameAFile(String answer) throws IOException {
        assertThat(folder.apply(answer))
                .isEqualTo(new EditOutcome(
                        List.of(new FileEdit(FileEdit.Kind.CREATED, "src/A.java", null)), List.of(), 1));
        assertThat(folder.text("src/A.java")).isEqualTo("class A {}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No change is needed.",
                "",
                "Run this:\n```sh\nmake test\n```",
                "See https://example.org/a.txt\n```\nhello\n```",
                "Use it in `src/A.java` like this:\n```java\nnew A();\n```",
                "It prints, e.g.:\n```\nhello\n```",
                "```console\n# a.txt\nhello\n```",
                "```python\n# This is the answer, see docs/a.md\nprint()\n```",
            })
    void takesWhatNamesNoFileForAnIllustration(String answer) throws IOException {
        assertThat(folder.apply(answer)).isEqualTo(new EditOutcome(List.of(), List.of(), 0));
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void keepsLineEndsAMissingLastOneAndPermissions() throws IOException {
        folder.with("run.sh", "#!/bin/sh\r\nold");
        Files.setPosixFilePermissions(root.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-x--x"));

        folder.apply("```sh path=run.sh\n#!/bin/sh\nnew\nnewer\n```");

        assertThat(folder.text("run.sh")).isEqualTo("#!/bin/sh\r\nnew\r\nnewer");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("run.sh"))))
                .isEqualTo("rwxr-x--x");
    }

    @Test
    void whatIsSoAlreadyIsNoChange() throws IOException {
        folder.with("a.txt", "one\n");

        assertThat(folder.apply("a.txt\n```\none\n```")).isEqualTo(new EditOutcome(List.of(), List.of(), 1));
    }

    @Test
    void keepsTheBlocksInsideAMarkdownFile() throws IOException {
        folder.apply("```markdown path=README.md\n# Use\n```sh\nmake\n```\nend\n```\nI wrote it.");

        assertThat(folder.text("README.md")).isEqualTo("# Use\n```sh\nmake\n```\nend\n");
    }

    @Test
    void aLongerFenceHoldsShorterOnes() throws IOException {
        folder.apply("````markdown path=README.md\n```\nmake\n```\n````\n");

        assertThat(folder.text("README.md")).isEqualTo("```\nmake\n```\n");
    }

    @Test
    void refusesABlockWithoutAnEnd() throws IOException {
        assertThat(folder.apply("```java path=A.java\nclass A {").refusals())
                .containsExactly("the block of A.java has no closing fence");
        assertThat(root).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// ... existing code ...",
                "    # ... rest of the file unchanged ...",
                "...rest of the class",
                "<!-- … other sections … -->",
                "// rest of the code remains the same",
                "// existing methods here"
            })
    void refusesAFileWithLinesLeftOut(String line) throws IOException {
        folder.with("A.java", "old\n");

        assertThat(folder.apply("A.java\n```java\nclass A {\n" + line + "\n}\n```")
                        .refusals())
                .containsExactly("A.java is not given in full: a line stands for others that are left out");
        assertThat(folder.text("A.java")).isEqualTo("old\n");
    }

    @Test
    void refusesTwoVersionsOfOneFile() {
        assertThat(folder.apply("a.txt\n```\none\n```\na.txt\n```\ntwo\n```").refusals())
                .containsExactly("'a.txt' is written twice with different contents");
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void refusesAFileThatIsAlsoAFolder() {
        assertThat(folder.apply("a.b\n```\none\n```\na.b/c.txt\n```\ntwo\n```").refusals())
                .containsExactly("'a.b' would be a file and a folder");
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void takesEverythingBackWhereWritingFailsHalfway() throws IOException {
        folder.with("a.txt", "old\n");
        String tooLong = "n".repeat(300) + ".txt";

        EditOutcome outcome = folder.apply("a.txt\n```\nnew\n```\nnew/b.txt\n```\nb\n```\nx/c.txt\n```\nc\n```\n"
                + "x/y/" + tooLong + "\n```\nc\n```");

        assertThat(outcome.refused()).isTrue();
        assertThat(Folder.everything(root)).containsOnlyKeys("", "a.txt");
        assertThat(folder.text("a.txt")).isEqualTo("old\n");
    }

    @Test
    void leavesNothingOfOneThatWasKilledWhileItWroteTheSameFile() throws IOException {
        Files.writeString(Transaction.beside(root.toRealPath().resolve("a.txt")), "half of i");

        folder.apply("a.txt\n```\nnew\n```");

        assertThat(Folder.everything(root)).containsOnlyKeys("", "a.txt");
        assertThat(folder.text("a.txt")).isEqualTo("new\n");
    }

    @Test
    @Timeout(60)
    void readsAHugeAnswerInNoTime() throws IOException {
        String longLine = "a/".repeat(500_000) + "\"";
        String manyLines = "+line\n".repeat(200_000);

        EditOutcome outcome = folder.apply("# " + longLine + "\n```" + longLine + "\n// " + longLine + "\n```\n"
                + "```diff\n--- /dev/null\n+++ b/big.txt\n@@ -0,0 +1,200000 @@\n" + manyLines + "```\n"
                + "<".repeat(500_000));

        assertThat(outcome.refusals()).isEmpty();
        assertThat(Files.size(root.resolve("big.txt"))).isEqualTo(1_000_000);
    }
}
