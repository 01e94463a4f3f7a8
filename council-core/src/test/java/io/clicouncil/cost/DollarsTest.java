package io.clicouncil.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DollarsTest {
    @ParameterizedTest
    @CsvSource({"0, $0.00", "2, $2.00", "0.5, $0.50", "0.1234, $0.1234", "1E+2, $100.00"})
    void areWrittenExactlyWithAtLeastCents(BigDecimal amount, String words) {
        assertThat(Dollars.words(amount)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2, $0.00",
        "0.125, 2, $0.13",
        "0.1249, 2, $0.12",
        "1E+2, 4, $100.0000",
        "-5.53585, 4, -$5.5359",
        "-0.004, 2, $0.00"
    })
    void areRoundedWithTheSignBeforeThem(BigDecimal amount, int decimals, String words) {
        assertThat(Dollars.rounded(amount, decimals)).isEqualTo(words);
    }
}
