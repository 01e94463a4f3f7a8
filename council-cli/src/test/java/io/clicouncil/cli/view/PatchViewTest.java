package io.clicouncil.cli.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.redaction.Redaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Patches on a screen. */
class PatchViewTest {
    private static final String HEAD =
            "diff --git a/q.sql b/q.sql\nindex 1..2 100644\n--- a/q.sql\n+++ b/q.sql\n@@ -7,4 +7,3 @@ name\n";

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, UTF_8);

    @Test
    void aRemovedLineThatLooksLikeAHeadIsARemovedLine() throws IOException {
        print(
                PatchView.to(out, Style.COLOURED, Redaction.NONE),
                HEAD + " same\n--- a comment\n-gone\n+++ more\n same\n");

        assertThat(shown.toString(UTF_8).lines().skip(4))
                .containsExactly(
                        "\u001b[36m@@ -7,4 +7,3 @@ name\u001b[0m",
                        " same",
                        "\u001b[31m--- a comment\u001b[0m",
                        "\u001b[31m-gone\u001b[0m",
                        "\u001b[32m+++ more\u001b[0m",
                        " same");
    }

    @Test
    void twoColumnsPairWhatGoesWithWhatComes() throws IOException {
        print(
                SideBySide.to(out, Style.PLAIN, 43, Redaction.NONE),
                HEAD
                        + " same\n--- a comment that is far too long\n-gone\n+++ more\n same\n\\ No newline at end of file\n");

        assertThat(shown.toString(UTF_8).lines())
                .containsExactly(
                        "diff --git a/q.sql b/q.sql",
                        "@@ -7,4 +7,3 @@ name",
                        "    7  same          |     7  same",
                        "    8 --- a comment… |     8 +++ more",
                        "    9 -gone          |",
                        "   10  same          |     9  same");
    }

    @Test
    void aLongPatchIsCutAndSaysSo() throws IOException {
        StringBuilder patch = new StringBuilder("diff --git a/f b/f\n@@ -0,0 +1,2500 @@\n");
        for (int i = 0; i < 2500; i++) {
            patch.append("+line\n");
        }

        print(SideBySide.to(out, Style.PLAIN, 80, Redaction.NONE), patch.toString());

        assertThat(shown.toString(UTF_8).lines())
                .hasSize(2001)
                .last()
                .isEqualTo("… and 502 more lines: --unified shows them all");
    }

    @Test
    void keysAndControlCharactersStayOut() throws IOException {
        Redaction redaction = Redaction.of(Set.of(Map.of("SOME_API_KEY", "sk-fake-0123456789abcdef")));

        print(
                PatchView.to(out, Style.PLAIN, redaction),
                "@@ -0,0 +1,2 @@\n+key sk-fake-0123456789abcdef\n+\u001b[2J\u0007\n");

        assertThat(shown.toString(UTF_8)).isEqualTo("@@ -0,0 +1,2 @@\n+key [secret]\n+\ufffd[2J\ufffd\n");
    }

    private static void print(OutputStream target, String patch) throws IOException {
        try (target) {
            target.write(patch.getBytes(UTF_8));
        }
    }
}
