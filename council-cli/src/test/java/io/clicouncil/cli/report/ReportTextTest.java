package io.clicouncil.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.redaction.Redaction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Words of agents stay words, in every form. */
class ReportTextTest {
    @Test
    void markdownHoldsNoMarkupOfSomebodyElse() {
        assertThat(MarkdownText.inline("a|b <img onerror=x> *bold* [l](https://evil.example) @team #12 `c`"))
                .isEqualTo("a\\|b &lt;img onerror=x\\> \\*bold\\* \\[l\\](https:\u200b//evil.example)"
                        + " \\@\u200bteam \\#\u200b12 \\`c\\`");
    }

    @Test
    void nothingInABlockEndsIt() {
        assertThat(MarkdownText.block("diff", "+```\n+````\n")).isEqualTo("`````diff\n+```\n+````\n`````\n");
    }

    @Test
    void xmlHoldsNoCharacterThatItMayNot() {
        assertThat(XmlText.allowed("a\u0000b\u000bc\ufffed\ud800e\tf\ud83d\ude80"))
                .isEqualTo("abcde\tf\ud83d\ude80");
    }

    @Test
    void keepsTheBeginningAndTheEndAndNoHalfOfASecret() {
        Redaction redaction = Redaction.of(List.of(Map.of("DEMO_API_KEY", "not-a-real-key-0123456789")));
        ExcerptStream stream = new ExcerptStream(redaction, 4, 9);

        write(stream, "head-" + "x".repeat(50_000) + "not-a-real-key-0123456789!\u001b[31m");

        assertThat(stream.excerpt()).isEqualTo(new Excerpt("head\n\u2026\net]!\ufffd[31m", 50_006));
    }

    @Test
    void keepsAllOfWhatFits() {
        ExcerptStream stream = new ExcerptStream(Redaction.NONE, 4, 9);

        write(stream, "0123456789");

        assertThat(stream.excerpt()).isEqualTo(new Excerpt("0123456789", 0));
    }

    private static void write(ExcerptStream stream, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        stream.write(bytes, 0, bytes.length);
        stream.close();
    }
}
