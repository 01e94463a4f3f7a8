package io.clicouncil.adapters.edits;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapters.edits.FileEdit.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnifiedDiffTest {
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

    @Nested
    class Hunks {

        @Test
        void changeWhatTheySay() throws IOException {
            EditOutcome outcome = diff(
                    "--- a/a.txt",
                    "+++ b/a.txt",
                    "@@ -1,3 +1,4 @@",
                    " one",
                    "-two",
                    "+2",
                    "+2b",
                    " three",
                    "@@ -5,2 +6,1 @@",
                    " five",
                    "-six");

            assertThat(outcome)
                    .isEqualTo(new EditOutcome(List.of(new FileEdit(Kind.CHANGED, "a.txt", null)), List.of(), 1));
            assertThat(folder.text("a.txt")).isEqualTo("one\n2\n2b\nthree\nfour\nfive\n");
        }

        @Test
        void areFoundByWhatTheySayWhereTheNumbersAreWrong() throws IOException {
            diff("--- a.txt", "+++ a.txt", "@@ -40,9 +40,9 @@", " four", "-five", "+5");

            assertThat(folder.text("a.txt")).isEqualTo("one\ntwo\nthree\nfour\n5\nsix\n");
        }

        @Test
        void needNoNumbersAtAll() throws IOException {
            diff("--- a/a.txt", "+++ b/a.txt", "@@ ... @@", "-five", "+5");

            assertThat(folder.text("a.txt")).isEqualTo("one\ntwo\nthree\nfour\n5\nsix\n");
        }

        @Test
        void areTakenByTheirNumberWhereTheLinesAreThereTwice() throws IOException {
            folder.with("b.txt", "x\ny\nx\ny\n");

            diff("--- a/b.txt", "+++ b/b.txt", "@@ -3,2 +3,2 @@", "-x", "+X", " y");

            assertThat(folder.text("b.txt")).isEqualTo("x\ny\nX\ny\n");
        }

        @Test
        void areRefusedWhereTheLinesAreThereTwiceAndTheNumberHelpsNot() throws IOException {
            folder.with("b.txt", "x\ny\nx\ny\n");

            assertThat(diff("--- a/b.txt", "+++ b/b.txt", "@@ -2,2 +2,2 @@", "-x", "+X", " y")
                            .refusals())
                    .containsExactly("'b.txt': the lines to change are in the file 2 times");
            assertThat(folder.text("b.txt")).isEqualTo("x\ny\nx\ny\n");
        }

        @Test
        void areRefusedWhereTheLinesAreNotThere() {
            assertThat(diff("--- a/a.txt", "+++ b/a.txt", "@@ -1,1 +1,1 @@", "-zero", "+0")
                            .refusals())
                    .containsExactly("'a.txt': the lines to change are not in the file");
        }

        @Test
        void areRefusedWithoutALineOfTheFile() {
            assertThat(diff("--- a/a.txt", "+++ b/a.txt", "@@ -0,0 +1,1 @@", "+zero")
                            .refusals())
                    .containsExactly("'a.txt': a hunk has no line of the file around it, so its place is not known");
        }

        @Test
        void areRefusedWhereALineHasNoMark() throws IOException {
            assertThat(diff("--- a/a.txt", "+++ b/a.txt", "@@ -1,3 +1,3 @@", " one", "two", "-three", "+3")
                            .refusals())
                    .containsExactly("a line of the diff begins with none of ' ', '+', '-', or a hunk is cut off");
            assertThat(folder.text("a.txt")).isEqualTo(LINES);
        }

        @Test
        void mayHaveEmptyLinesForBlankContext() throws IOException {
            folder.with("b.txt", "x\n\ny\n");

            diff("--- a/b.txt", "+++ b/b.txt", "@@ -1,3 +1,3 @@", " x", "", "-y", "+Y", "");

            assertThat(folder.text("b.txt")).isEqualTo("x\n\nY\n");
        }

        @Test
        void mayDeleteAndAddLinesThatLookLikeHeaders() throws IOException {
            folder.with("b.sql", "-- old\nselect\n");

            diff("--- a/b.sql", "+++ b/b.sql", "@@ -1,2 +1,2 @@", "--- old", "+++ new", " select");

            assertThat(folder.text("b.sql")).isEqualTo("++ new\nselect\n");
        }

        @Test
        void keepCarriageReturnsAndAMissingLastLineEnd() throws IOException {
            folder.with("b.txt", "x\r\ny\r\nz");

            diff("--- a/b.txt", "+++ b/b.txt", "@@ -1,3 +1,3 @@", " x", "-y", "+Y", "-z", "+Z");

            assertThat(folder.text("b.txt")).isEqualTo("x\r\nY\r\nZ");
        }

        @Test
        void heedTheRemarkThatThereIsNoLineEnd() throws IOException {
            folder.with("b.txt", "x\nz").with("c.txt", "x\nz\n");

            diff("--- a/b.txt", "+++ b/b.txt", "@@ -2 +2 @@", "-z", "\\ No newline at end of file", "+Z");
            diff("--- a/c.txt", "+++ b/c.txt", "@@ -2 +2 @@", "-z", "+Z", "\\ No newline at end of file");

            assertThat(folder.text("b.txt")).isEqualTo("x\nZ\n");
            assertThat(folder.text("c.txt")).isEqualTo("x\nZ");
        }
    }

    @Test
    void aDiffWithoutAFenceEndsWhereProseBegins() throws IOException {
        EditOutcome outcome = folder.apply("""
                Here:

                diff --git a/a.txt b/a.txt
                index 1..2 100644
                --- a/a.txt
                +++ b/a.txt
                @@ -1,2 +1,2 @@
                -one
                +1
                 two

                That is all.
                - really
                """);

        assertThat(outcome.refusals()).isEmpty();
        assertThat(folder.text("a.txt")).startsWith("1\ntwo\nthree\n");
    }

    @Test
    void aMailedPatchEndsAtItsSignature() throws IOException {
        folder.apply("""
                diff --git a/a.txt b/a.txt
                --- a/a.txt
                +++ b/a.txt
                @@ -5,2 +5,2 @@
                 five
                -six
                +6
                --\s
                2.45.1
                """);

        assertThat(folder.text("a.txt")).endsWith("five\n6\n");
    }

    @Test
    void twoFilesInOneDiffAreAppliedTogetherOrNotAtAll() throws IOException {
        folder.with("b.txt", "x\n");

        EditOutcome outcome = diff(
                "--- a/a.txt",
                "+++ b/a.txt",
                "@@ -1 +1 @@",
                "-one",
                "+1",
                "--- a/b.txt",
                "+++ b/b.txt",
                "@@ -1 +1 @@",
                "-wrong",
                "+y");

        assertThat(outcome.refusals()).containsExactly("'b.txt': the lines to change are not in the file");
        assertThat(folder.text("a.txt")).isEqualTo(LINES);
    }
}
