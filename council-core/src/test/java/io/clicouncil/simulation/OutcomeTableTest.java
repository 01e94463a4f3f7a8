package io.clicouncil.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.strategy.Outcome;
import io.clicouncil.strategy.Outcomes;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTableTest {
    private static final String HEADER = "task\tagent\tpassed\tcost_usd\n";

    @TempDir
    private Path folder;

    @Test
    void readsTheColumnsByTheirNamesAndIgnoresOthers() throws IOException {
        Outcomes outcomes = read(String.join(
                "\r\n",
                "\uFEFFcalls\tcost_usd\tseconds\tagent\tpassed\ttask",
                "7\t0.25\t1.5\tcodex\t1\tone",
                "",
                "9\t1e-05\t\tgemini\tfalse\tone"));

        assertThat(outcomes.rows())
                .containsExactly(
                        new Outcome("one", "codex", true, new BigDecimal("0.25"), Duration.ofMillis(1500)),
                        new Outcome("one", "gemini", false, new BigDecimal("0.00001"), null));
        assertThat(outcomes.agents()).containsExactly("codex", "gemini");
    }

    @Test
    void needsNoSeconds() throws IOException {
        assertThat(read(HEADER + "one\tcodex\t0\t0\n").rows())
                .containsExactly(new Outcome("one", "codex", false, BigDecimal.ZERO, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one;codex;1;cheap     | :3: 'cost_usd' is a number of 0 or more, not 'cheap'",
                "one;codex;1;-0.1      | :3: 'cost_usd' is a number of 0 or more, not '-0.1'",
                "one;codex;1;NaN       | :3: 'cost_usd' is a number of 0 or more, not 'NaN'",
                "one;codex;1;1e999999  | :3: 'cost_usd' is a number of 0 or more, not '1e999999'",
                "one;codex;1;          | :3: 'cost_usd' is a number of 0 or more, not ''",
                "one;codex;1           | :3: 'cost_usd' is a number of 0 or more, not ''",
                "one;codex;1;2;soon    | :3: 'seconds' is a number of 0 or more, not 'soon'",
                "one;codex;1;2;1e20    | :3: 'seconds' is a number of 0 or more, not '1e20'",
                "one;codex;yes;2       | :3: 'passed' is 1 or 0, not 'yes'",
                "one;;1;2              | :3: 'agent' is empty",
                "zero;codex;1;2        | :3: a second outcome of 'codex' for 'zero'; the first is in line 2",
            })
    void namesTheLineOfWhatIsWrong(String row, String message) {
        assertThatThrownBy(() ->
                        read("task\tagent\tpassed\tcost_usd\tseconds\nzero\tcodex\t1\t1\t1\n" + row.replace(';', '\t')))
                .isInstanceOfSatisfying(
                        CouncilException.class,
                        error -> assertThat(error.reason()).isEqualTo(CouncilException.Reason.USAGE))
                .hasMessage("outcomes.tsv" + message);
    }

    @Test
    void saysWhichColumnIsMissingOrThereTwice() {
        assertThatThrownBy(() -> read("task\tagent\tcost_usd\n"))
                .hasMessage("outcomes.tsv:1: the column 'passed' is missing: the first line names task, agent, passed,"
                        + " cost_usd, with tabs between them");
        assertThatThrownBy(() -> read("")).hasMessageStartingWith("outcomes.tsv:1: the column 'task' is missing");
        assertThatThrownBy(() -> read("task\tagent\tpassed\tcost_usd\tagent\n"))
                .hasMessage("outcomes.tsv:1: the column 'agent' is there twice");
        assertThatThrownBy(() -> read(HEADER)).hasMessage("outcomes.tsv:1: there is no outcome below the header");
    }

    @Test
    void saysWhatCannotBeRead() throws IOException {
        assertThatThrownBy(() -> OutcomeTable.read(folder.resolve("none"), "none"))
                .hasMessage("none: there is no such file");
        assertThatThrownBy(() -> OutcomeTable.read(folder, "here")).hasMessage("here: a directory; a file is expected");
        Path latin = Files.write(folder.resolve("latin"), (HEADER + "\u00e9").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> OutcomeTable.read(latin, "latin")).hasMessage("latin: not UTF-8; save it as such");
    }

    private Outcomes read(String text) throws IOException {
        return OutcomeTable.read(Files.writeString(folder.resolve("outcomes.tsv"), text), "outcomes.tsv");
    }
}
