package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How wide the output may be. */
class WidthTest {
    @Test
    void isWhatTheUserSaysThenWhatTheLauncherMeasured() {
        assertThat(of(Map.of("COLUMNS", "132", "COUNCIL_COLUMNS", "100"))).isEqualTo(132);
        assertThat(of(Map.of("COLUMNS", "wide", "COUNCIL_COLUMNS", "100"))).isEqualTo(100);
        assertThat(of(Map.of("COLUMNS", "3"))).isEqualTo(20);
    }

    @Test
    void isTheUsualOneOfATerminalAndHasNoLimitInAPipe() {
        assertThat(of(Map.of("COUNCIL_COLUMNS", "0", "COUNCIL_STDOUT_TTY", "yes")))
                .isEqualTo(80);
        assertThat(of(Map.of())).isEqualTo(Width.UNLIMITED);
    }

    private static int of(Map<String, String> environment) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return Width.of(
                new Terminal(nowhere, nowhere, new ByteArrayInputStream(new byte[0]), environment, Path.of("/")));
    }
}
