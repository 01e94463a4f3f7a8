package io.clicouncil.adapters.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void hasNoLineEndsAndNoBlanksAround() {
        assertThat(OneLine.of(" one\n\n\ttwo\r\n")).isEqualTo("one two");
    }

    @Test
    void isCutWhereItIsTooLongAndNeverWithinACharacter() {
        assertThat(OneLine.of("x".repeat(300))).hasSize(300);
        assertThat(OneLine.of("x".repeat(301))).isEqualTo("x".repeat(300) + "…");
        assertThat(OneLine.of("ab😀c", 3)).isEqualTo("ab…");
        assertThat(OneLine.of("ab😀c", 4)).isEqualTo("ab😀…");
    }
}
