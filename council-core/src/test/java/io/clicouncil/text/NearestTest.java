package io.clicouncil.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KNOWN = List.of("agents", "checks", "retryDelay", "retries", "env");

    @ParameterizedTest
    @CsvSource({
        "agnets, agents",
        "agent, agents",
        "check, checks",
        "retry-delay, retryDelay",
        "RETRYDELAY, retryDelay",
        "retrys, retries",
        "evn, env",
    })
    void findsTheWordThatWasMeant(String written, String meant) {
        assertThat(Nearest.to(written, List.of("agents", "checks", "retryDelay", "retries", "env")))
                .contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"x", "colour", "en_", "''"})
    void staysSilentWhereNothingIsNear(String written) {
        assertThat(Nearest.to(written, List.of("agents", "checks", "ab"))).isEmpty();
    }

    @Test
    void prefersTheNearestAndThenTheFirst() {
        assertThat(Nearest.to("gemma", List.of("gemini", "gemmb", "gemmc"))).contains("gemmb");
    }

    @Test
    void doesNotCompareAWordOfAMillionLetters() {
        assertThat(Nearest.to("a".repeat(1_000_000), KNOWN)).isEmpty();
    }

    @Test
    void namesEverythingKnownWhereNothingIsNear() {
        assertThat(Nearest.unknown("key", "colour", List.of("agents", "checks")))
                .isEqualTo("unknown key 'colour'; known: agents, checks");
        assertThat(Nearest.unknown("key", "agnets", KNOWN)).isEqualTo("unknown key 'agnets' - did you mean 'agents'?");
        assertThat(Nearest.unknown("key", "agnets", List.of())).isEqualTo("unknown key 'agnets'");
    }

    @Test
    void showsNothingThatATerminalWouldObey() {
        assertThat(Quoted.of("a\u001b[31m\nb\u202e")).isEqualTo("'a [31m b '");
        assertThat(Quoted.of("😀".repeat(61))).isEqualTo("'" + "😀".repeat(60) + "…'");
    }
}
