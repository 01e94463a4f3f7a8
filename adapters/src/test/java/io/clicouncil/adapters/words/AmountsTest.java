package io.clicouncil.adapters.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AmountsTest {

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "\"7\"", "null", "1125899906842625", "9223372036854775807", "1e400"})
    void whatCannotBeMeantIsNoCountOfTokens(String json) {
        assertThat(Amounts.tokens(node(json))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "1000000.01", "1e999999999", "\"7\"", "null"})
    void whatCannotBeMeantIsNoPrice(String json) {
        assertThat(Amounts.dollars(node(json))).isEmpty();
    }

    @Test
    void numbersThatCanBeMeantAreTaken() {
        assertThat(Amounts.tokens(node("0"))).isZero();
        assertThat(Amounts.tokens(node("1125899906842624"))).isEqualTo(1L << 50);
        assertThat(Amounts.dollars(node("0.30000000000000004")).orElseThrow()).isEqualByComparingTo("0.3");
        assertThat(Amounts.seconds(node("1.5")).orElseThrow()).hasMillis(1500);
    }

    private static JsonNode node(String json) {
        return JsonLines.object("{\"it\": " + json + "}").orElseThrow().path("it");
    }
}
