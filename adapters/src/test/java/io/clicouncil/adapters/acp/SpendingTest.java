package io.clicouncil.adapters.acp;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.cost.Usage;
import io.clicouncil.failure.FailureKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpendingTest extends Playing {
    @Test
    void thePriceGrowsAndTheLastOneCounts() throws IOException {
        List<AgentEvent> events =
                play.turn(cost("0.01"), cost("0.03"), cost("0"), Play.DONE).events();

        assertThat(Play.result(events).cost().amount()).isEqualByComparingTo("0.03");
        assertThat(events.stream()
                        .filter(AgentEvent.Spending.class::isInstance)
                        .map(event -> String.valueOf(
                                ((AgentEvent.Spending) event).cost().amount())))
                .containsExactly("0.0100", "0.0300", "0.0300");
    }

    @Test
    void nothingIsNoPrice() throws IOException {
        assertThat(play.turn(cost("0"), Play.DONE).result().cost().known()).isFalse();
    }

    @Test
    void anAgentThatCostsTooMuchIsCancelled() throws IOException {
        play.grace = Play.TOO_LONG;
        play.maxCost = new BigDecimal("0.02");
        play.turn(cost("0.03"), ">> {'method':'session/cancel'}", "<< {'id':2,'result':{'stopReason':'cancelled'}}");

        ExecutionResult result = play.result();

        assertThat(Play.failure(result).kind()).isEqualTo(FailureKind.BUDGET);
        assertThat(Play.failure(result).message()).isEqualTo("it has cost 0.03 USD, more than the 0.02 that it may");
        assertThat(result.cost().amount()).isEqualByComparingTo("0.03");
    }

    @Test
    void anAgentThatDiesHasCostWhatItNamed() throws IOException {
        assertThat(play.turn(cost("0.07"), "!! exit 1").result().cost().amount())
                .isEqualByComparingTo("0.07");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'inputTokens':9,'outputTokens':2,'totalTokens':11                                           | 9 | 2",
                "'inputTokens':9,'outputTokens':2,'cachedReadTokens':4,'totalTokens':11                      | 5 | 2",
                "'inputTokens':9,'outputTokens':2,'cachedReadTokens':4,'thoughtTokens':1,'totalTokens':16    | 9 | 3",
                "'inputTokens':9,'outputTokens':2,'cachedReadTokens':4,'totalTokens':99                      |   |",
                "'inputTokens':9,'outputTokens':2,'cachedReadTokens':4                                       |   |",
                "'inputTokens':-9,'outputTokens':2,'totalTokens':-7                                          |   |",
            })
    void tokensAreThoseThatAddUp(String counts, @Nullable Long input, @Nullable Long output) throws IOException {
        Usage usage = play.turn("<< {'id':2,'result':{'stopReason':'end_turn','usage':{" + counts + "}}}")
                .result()
                .usage();

        assertThat(usage.inputTokens()).isEqualTo(input);
        assertThat(usage.outputTokens()).isEqualTo(output);
    }

    private String cost(String amount) {
        return Play.update("'sessionUpdate':'usage_update','used':1,'cost':{'amount':" + amount + ",'currency':'USD'}");
    }
}
