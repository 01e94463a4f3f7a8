package io.clicouncil.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.adapters.process.Outcome.Wish;
import io.clicouncil.process.CommandResult.Ending;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeTest {
    @ParameterizedTest
    @ValueSource(strings = {"0m0.25s", "0m0.250s", "0m0.250000s"})
    void theChildrensTimeAsEveryShellPrintsIt(String time) {
        String text = "3 exited\n0m9.00s 0m9.00s\n1m0.50s " + time + "\nend\n" + " ".repeat(300);

        assertThat(Outcome.parse(text)).isEqualTo(new Outcome(3, Ending.EXITED, "", Duration.ofMillis(60_750)));
    }

    @Test
    void theReasonOfACouncilComesBack() {
        Wish wish = new Wish(Ending.EXCEEDED, "it printed 2 GiB, the limit is 1 GiB");

        assertThat(Outcome.parse("143 stopped " + wish.line() + "   \nend\n"))
                .isEqualTo(new Outcome(143, wish.ending(), wish.message(), Duration.ZERO));
    }

    @Test
    void aReasonThatNobodyKnowsIsAStop() {
        assertThat(Outcome.parse("143 stopped NOT_FOUND\nend\n").ending()).isEqualTo(Ending.STOPPED);
        assertThat(Outcome.parse("143 stopped\nend\n").ending()).isEqualTo(Ending.STOPPED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "    \n", "3 exited\n", "3 exited\n0m0.00s 0m0.00s\n", "3\nend\n", "x exited\nend\n"})
    void whatIsNoExitFile(String text) {
        assertThatThrownBy(() -> Outcome.parse(text)).isInstanceOf(RuntimeException.class);
    }
}
