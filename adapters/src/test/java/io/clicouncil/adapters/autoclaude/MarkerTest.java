package io.clicouncil.adapters.autoclaude;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkerTest {
    private static List<String> phases(String line) {
        return Marker.in(Marker.plain(line)).stream()
                .map(marker -> marker.name() + " " + marker.text("phase"))
                .toList();
    }

    @Test
    void areFoundAnywhereInALineAndWithoutTerminalCodes() {
        assertThat(phases("text \u001B[31m__EXEC_\u001B[0mPHASE__:{\"phase\":\"coding\"}\u001B]0;title\u0007 more"
                        + "__TASK_LOG_PHASE_END__: {\"phase\": \"planning\", \"a\": {\"b\": \"}\"}}!"))
                .containsExactly("EXEC_PHASE coding", "TASK_LOG_PHASE_END planning");
    }

    @Test
    void thatAnAgentQuotesAreNone() {
        assertThat(phases("__TASK_LOG_TEXT__:{\"content\":\"it prints __EXEC_PHASE__:{\\\"phase\\\":\\\"failed\\\"}\","
                        + "\"phase\":\"coding\"}"))
                .containsExactly("TASK_LOG_TEXT coding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "__EXEC_PHASE__:", "__EXEC_PHASE__:{\"phase\":\"cod…", "__EXEC_PHASE__:[1]", "__OTHER__:{}"})
    void thatAreCutOffOrUnknownAreNone(String line) {
        assertThat(phases(line)).isEmpty();
    }
}
