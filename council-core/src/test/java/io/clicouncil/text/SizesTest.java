package io.clicouncil.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.failure.CouncilException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "17, 17", "5B, 5", "2kB, 2000", "2KiB, 2048", "1GiB, 1073741824", "3TB, 3000000000000"})
    void readsWhatPeopleWrite(String text, long bytes) {
        assertThat(Sizes.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5GiB", "GiB", "1 GiB", "1gb", "1e9"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> Sizes.parse(text))
                .isInstanceOf(CouncilException.class)
                .hasMessageContaining("is no size: write 512MiB or 1GiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999TiB", "9007199254TiB"})
    void refusesWhatNobodyHas(String text) {
        assertThatThrownBy(() -> Sizes.parse(text)).hasMessageContaining("more than there is");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1 KiB", "1536, 1.5 KiB", "1073741824, 1 GiB", "8589934592, 8 GiB"})
    void writesForPeople(long bytes, String text) {
        assertThat(Sizes.format(bytes)).isEqualTo(text);
    }
}
