package io.clicouncil.adapters.edits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchReplaceTest {
    @TempDir
    private Path root;

    private Folder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = new Folder(root);
    }

    private static String block(String search, String replace) {
        return "<<<<<<< SEARCH\n" + search + "=======\n" + replace + ">>>>>>> REPLACE\n";
    }

    @Test
    void replacesTheLinesThatItFinds() throws IOException {
        folder.with("src/A.java", "one\ntwo\nthree\n");

        EditOutcome outcome = folder.apply("I change it.\n\nsrc/A.java\n" + block("two\n", "2\n2b\n") + "Done.");

        assertThat(outcome)
                .isEqualTo(new EditOutcome(
                        List.of(new FileEdit(FileEdit.Kind.CHANGED, "src/A.java", null)), List.of(), 1));
        assertThat(folder.text("src/A.java")).isEqualTo("one\n2\n2b\nthree\n");
    }

    @Test
    void takesThePathFromInsideTheFenceAndForTheNextBlockToo() throws IOException {
        folder.with("a.txt", "one\ntwo\nthree\n");

        folder.apply("```java\na.txt\n" + block("one\n", "1\n") + "\n" + block("three\n", "3\n") + "```\n");

        assertThat(folder.text("a.txt")).isEqualTo("1\ntwo\n3\n");
    }

    @Test
    void takesThePathFromTheLineAboveTheFence() throws IOException {
        folder.with("a.txt", "one\n");

        folder.apply("**`a.txt`**\n```\n" + block("one\n", "1\n") + "```\n");

        assertThat(folder.text("a.txt")).isEqualTo("1\n");
    }

    @Test
    void fencesInsideABlockAreText() throws IOException {
        folder.with("README.md", "Run:\n```\nmake\n```\nend\n");

        folder.apply("README.md\n```markdown\n" + block("```\nmake\n```\n", "```sh\nmake all\n```\n") + "```\n");

        assertThat(folder.text("README.md")).isEqualTo("Run:\n```sh\nmake all\n```\nend\n");
    }

    @Test
    void makesANewFileFromAnEmptySearch() throws IOException {
        EditOutcome outcome = folder.apply("new/b.txt\n" + block("", "hello\n"));

        assertThat(outcome.applied()).containsExactly(new FileEdit(FileEdit.Kind.CREATED, "new/b.txt", null));
        assertThat(folder.text("new/b.txt")).isEqualTo("hello\n");
    }

    @Test
    void deletesLinesByAnEmptyReplacement() throws IOException {
        folder.with("a.txt", "one\ntwo\n");

        folder.apply("a.txt\n" + block("two\n", ""));

        assertThat(folder.text("a.txt")).isEqualTo("one\n");
    }

    @Test
    void overlooksBlanksAtTheEndsOfLinesWhereNothingElseFits() throws IOException {
        folder.with("a.txt", "one  \ntwo\n");

        folder.apply("a.txt\n" + block("one\ntwo\n", "1\ntwo\n"));

        assertThat(folder.text("a.txt")).isEqualTo("1\ntwo\n");
    }

    @Test
    void refusesLinesThatAreThereTwice() throws IOException {
        folder.with("a.txt", "one\none\n");

        EditOutcome outcome = folder.apply("a.txt\n" + block("one\n", "1\n"));

        assertThat(outcome.refusals()).containsExactly("'a.txt': the lines to change are in the file 2 times");
        assertThat(folder.text("a.txt")).isEqualTo("one\none\n");
    }

    @Test
    void refusesLinesThatAreNotThere() throws IOException {
        folder.with("a.txt", "one\n");

        assertThat(folder.apply("a.txt\n" + block("two\n", "2\n")).refusals())
                .containsExactly("'a.txt': the lines to change are not in the file");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThat(folder.apply("a.txt\n" + block("two\n", "2\n")).refusals())
                .containsExactly("'a.txt': the file is not there");
    }

    @Test
    void refusesABlockWithoutAPathAnEndOrOneDivider() throws IOException {
        folder.with("a.txt", "one\n");

        assertThat(folder.apply("Here:\n" + block("one\n", "1\n")).refusals())
                .containsExactly("a search/replace block has no path above it");
        assertThat(folder.apply("a.txt\n<<<<<<< SEARCH\none\n=======\n1\n").refusals())
                .containsExactly("a search/replace block has no end");
        assertThat(folder.apply("a.txt\n" + block("one\n", "1\n=======\n2\n")).refusals())
                .containsExactly("the search/replace block of a.txt has 2 lines ======= instead of one");
    }

    @Test
    void appliesNothingWhereOneOfSeveralBlocksIsRefused() throws IOException {
        folder.with("a.txt", "one\n").with("b.txt", "one\n");

        EditOutcome outcome = folder.apply("a.txt\n" + block("one\n", "1\n") + "b.txt\n" + block("two\n", "2\n"));

        assertThat(outcome.applied()).isEmpty();
        assertThat(outcome.asked()).isEqualTo(2);
        assertThat(outcome.refusals()).containsExactly("'b.txt': the lines to change are not in the file");
        assertThat(folder.text("a.txt")).isEqualTo("one\n");
    }

    @Test
    void keepsLineEndsAMissingLastOneAndTheByteOrderMark() throws IOException {
        folder.with("crlf.txt", "\uFEFFone\r\ntwo\r\nthree");

        folder.apply("crlf.txt\n" + block("two\nthree\n", "2\n2b\n3\n"));

        assertThat(folder.text("crlf.txt")).isEqualTo("\uFEFFone\r\n2\r\n2b\r\n3");
    }

    @Test
    void leavesTheOtherLinesOfAMixedFileAsTheyAre() throws IOException {
        folder.with("mixed.txt", "a\r\nb\nc\nd\n");

        folder.apply("mixed.txt\n" + block("a\nb\nc\n", "a\nB\nc\n"));

        assertThat(folder.text("mixed.txt")).isEqualTo("a\r\nB\nc\nd\n");
    }

    @Test
    void refusesAFileThatIsNotUtf8() throws IOException {
        Files.write(root.resolve("latin.txt"), new byte[] {'a', (byte) 0xE9, '\n'});

        assertThat(folder.apply("latin.txt\n" + block("a\n", "b\n")).refusals())
                .containsExactly("'latin.txt' is no text in UTF-8");
    }
}
