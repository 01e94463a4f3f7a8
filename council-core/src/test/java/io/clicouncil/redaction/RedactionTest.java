package io.clicouncil.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("F60")
class RedactionTest {
    private static final String SECRET = "not~a/real+one?<äöü>\"\\for tests";
    private static final Redaction REDACTION = Redaction.of(List.of(Map.of("SOME_API_KEY", SECRET)));

    static Stream<String> forms() {
        String url = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        String json = SECRET.replace("\\", "\\\\").replace("\"", "\\\"");
        return Stream.of(
                SECRET,
                url,
                url.replace("+", "%20"),
                "not~a%2freal%2bone%3f%3c%c3%a4%c3%b6%c3%bc%3e%22%5cfor%20tests",
                json,
                json.replace("/", "\\/"),
                json.replace("ä", "\\u00e4").replace("ö", "\\u00f6").replace("ü", "\\u00fc"),
                json.replace("\\", "\\\\").replace("\"", "\\\""));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void takesOutASecretInThisForm(String form) {
        assertThat(REDACTION.text("before " + form + " between " + form + form + " behind"))
                .isEqualTo("before [secret] between [secret][secret] behind");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,0", "2,0", "3,1", "4,2", "5,5", "0,1", "0,2"})
    void takesOutASecretThatIsAnywhereInBase64(int before, int behind) {
        byte[] all = ("#".repeat(before) + SECRET + "#".repeat(behind)).getBytes(StandardCharsets.UTF_8);
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            String text = REDACTION.text(encoder.encodeToString(all));
            assertThat(text).contains("[secret]");
            // What remains are the bytes around it, and the bits that it shares with them.
            assertThat(text.replace("[secret]", "").length()).isLessThanOrEqualTo((before + behind) * 4 / 3 + 8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SOME_API_KEY", "some_token", "MySecret", "DB_PASSWORD", "CREDENTIALS", "GITHUB_PAT"})
    void knowsKeysByTheirNames(String name) {
        assertThat(Redaction.of(List.of(Map.of(name, "not-a-real-one"))).text("it is not-a-real-one"))
                .isEqualTo("it is [secret]");
    }

    @Test
    void knowsThePasswordInAnAddress() {
        assertThat(Redaction.of(List.of(Map.of("HTTPS_PROXY", "http://me:not-a-real-one@proxy.example.com:3128")))
                        .text("proxy.example.com of me, with not-a-real-one"))
                .isEqualTo("proxy.example.com of me, with [secret]");
    }

    @Test
    void leavesAloneWhatIsShortOrAPathOrInAnotherVariable() {
        String text = "seven77 of /home/somebody/key and somebody";
        assertThat(Redaction.of(List.of(
                                Map.of("A_KEY", "seven77", "KEY_FILE", "/home/somebody/key"),
                                Map.of("USER", "somebody")))
                        .text(text))
                .isSameAs(text);
        assertThat(Redaction.NONE.text(text)).isSameAs(text);
        assertThat(Redaction.NONE.lines().next(text)).isSameAs(text);
    }

    @Test
    void takesOutEachLineOfAKeyThatHasSeveral() {
        String key = "-----BEGIN PRIVATE KEY-----\nnotreal1notreal1\nnotreal2notreal2\n-----END PRIVATE KEY-----\n";
        RedactedLines lines = Redaction.of(List.of(Map.of("A_KEY", key))).lines();

        // The first line is what it begins with, in a string of JSON too; the last one frames it.
        assertThat(key.lines().map(lines::next))
                .containsExactly("[secret]", "[secret]", "[secret]", "-----END PRIVATE KEY-----");
    }

    @Test
    void takesOutTheLongerOfTwoThatBeginAlike() {
        assertThat(Redaction.of(List.of(Map.of("A_KEY", "not-a-real-one", "B_KEY", "not-a-real-one-but-longer")))
                        .text("not-a-real-one-but-longer, not-a-real-one"))
                .isEqualTo("[secret], [secret]");
    }

    @Test
    void showsNoValueOfItsOwn() {
        assertThat(REDACTION).hasToString("Redaction");
    }

    @Nested
    class InSeveralTexts {
        private static final String PLAIN = "not-a-real-one-for-tests";

        private final Redaction redaction = Redaction.of(List.of(Map.of("A_KEY", PLAIN)));

        static IntStream splits() {
            return IntStream.range(1, PLAIN.length());
        }

        @ParameterizedTest
        @MethodSource("splits")
        void noMoreThanSevenCharactersAreSeenOfOneThatIsSplitInTwo(int at) {
            RedactedLines lines = redaction.lines();
            String first = lines.next("it is " + PLAIN.substring(0, at));
            String second = lines.next(PLAIN.substring(at) + " it was");

            assertThat(first).isEqualTo("it is " + (at < 8 ? PLAIN.substring(0, at) : "[secret]"));
            assertThat(second).isEqualTo("[secret] it was");
        }

        @Test
        void noMoreAreSeenOfOneThatIsSpreadOverManyWithBlankOnesBetween() {
            RedactedLines lines = redaction.lines();
            List<String> shown = new ArrayList<>();
            for (String part : List.of("=not", "-a-", "", "real-one", "-for-t", "ests=", PLAIN)) {
                shown.add(lines.next(part));
            }

            assertThat(shown).containsExactly("=not", "[secret]", "", "[secret]", "[secret]", "[secret]=", "[secret]");
        }

        @Test
        void whatOnlySeemsToBeginLikeOneStays() {
            RedactedLines lines = redaction.lines();

            assertThat(lines.next("it does not")).isEqualTo("it does not");
            assertThat(lines.next("matter")).isEqualTo("matter");
            assertThat(lines.next("-a-real-one-for-tests")).isEqualTo("-a-real-one-for-tests");
        }

        @Test
        void base64InLinesIsTakenOutLikeAnyOther() {
            byte[] bytes = ("x".repeat(50) + PLAIN + "y".repeat(50)).getBytes(StandardCharsets.UTF_8);
            RedactedLines lines = redaction.lines();
            String[] encoded = Base64.getMimeEncoder().encodeToString(bytes).split("\r\n", -1);

            // The last bits of the x before it and the first of the y behind it are in characters that they share with
            // it.
            assertThat(lines.next(encoded[0])).isEqualTo(encoded[0].substring(0, 67) + "[secret]");
            assertThat(lines.next(encoded[1])).isEqualTo("[secret]" + encoded[1].substring(22));
        }
    }
}
