package io.clicouncil.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTableTest {
    private static final PriceTable TABLE = PriceTable.bundled();

    private static BigDecimal input(PriceTable table, String model) {
        return table.find(model).orElseThrow().input();
    }

    @Test
    void saysWhereItComesFrom() {
        assertThat(TABLE.source()).contains("models.dev", "MIT", "2026-11-21");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gpt-5.5                          | 5
            gpt-5-mini                       | 0.25
            openai/gpt-5-mini                | 0.25
            GPT-5-Mini                       | 0.25
            openrouter/openai/gpt-5-mini     | 0.25
            gpt-5-mini-2025-08-07            | 0.25
            claude-opus-4-5-20251101         | 5
            claude-sonnet-5[1m]              | 2
            claude-sonnet-5@20260629         | 2
            claude-sonnet-5-latest           | 2
            anthropic/claude-sonnet-5-v2:0   | 2
            models/gemini-2.5-flash-lite     | 0.1
            gemini-2.5-flash-lite-preview    | 0.1
            gemini-2.5-flash-preview-09-2025 | 0.3
            gemini-2.5-pro-05-06             | 1.25
            """)
    void findsAModelByWhatItIsCalled(String model, BigDecimal price) {
        assertThat(input(TABLE, model)).isEqualByComparingTo(price);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sonnet",
                "my-model",
                "claude-sonnet-5-5",
                "gpt-5.7",
                "gpt-50",
                "gpt",
                "google/gpt-5.5",
                "ollama/qwen3-32b",
                "qwen2.5-coder:32b"
            })
    void anotherModelHasNoPrice(String model) {
        assertThat(TABLE.find(model)).isEmpty();
        assertThat(TABLE.cost(model, new Usage(1L, 1L, 0L, 0L))).isEqualTo(Cost.unknown());
    }

    @Test
    void eachKindOfTokenHasItsPrice() {
        Cost cost = TABLE.cost("claude-opus-5-5", new Usage(2100L, 130L, 8000L, 550L));

        assertThat(cost.amount()).isEqualByComparingTo("0.01535");
        assertThat(cost.source()).isEqualTo(CostSource.DERIVED);
        assertThat(cost.billing()).isEqualTo(Billing.METERED);
    }

    @Test
    void aCacheWithoutAPriceCostsWhatFreshTokensCost() {
        assertThat(TABLE.cost("gpt-5-pro", new Usage(0L, 0L, 1_000_000L, 1_000_000L))
                        .amount())
                .isEqualByComparingTo("30");
    }

    @Test
    void withoutInputOrOutputNobodyKnows() {
        assertThat(TABLE.cost("gpt-5.5", new Usage(1L, null, null, null)).known())
                .isFalse();
        assertThat(TABLE.cost("gpt-5.5", new Usage(null, 1L, null, null)).known())
                .isFalse();
        assertThat(TABLE.cost("gpt-5.5", new Usage(1_000_000L, 0L, null, null)).amount())
                .isEqualByComparingTo("5");
        assertThat(TABLE.cost(null, new Usage(1L, 1L, null, null)).known()).isFalse();
    }

    @Test
    void aLongPromptCostsMoreWhereItIsThatOfOneRequest() {
        Usage usage = new Usage(200_000L, 1_000_000L, 100_000L, 0L);

        assertThat(TABLE.cost("gpt-5.5", usage).amount()).isEqualByComparingTo("31.05");
        assertThat(TABLE.costOfRequest("gpt-5.5", usage).amount()).isEqualByComparingTo("47.1");
        assertThat(TABLE.costOfRequest("gpt-5.5", new Usage(272_000L, 0L, 0L, 0L))
                        .amount())
                .isEqualByComparingTo("1.36");
    }

    @Nested
    class OnesOwnPrices {
        private final PriceTable table = TABLE.with(Map.of(
                "my-model", price("7"),
                "gpt-5.5", price("8"),
                "gpt-5", price("9"),
                "ollama/qwen3-32b", price("0")));

        private static Price price(String input) {
            return new Price(new BigDecimal(input), BigDecimal.ONE, null, null);
        }

        @Test
        void comeFirst() {
            assertThat(input(table, "my-model")).isEqualByComparingTo("7");
            assertThat(input(table, "my-model:latest")).isEqualByComparingTo("7");
            assertThat(input(table, "openai/gpt-5.5")).isEqualByComparingTo("8");
            assertThat(input(table, "ollama/qwen3-32b")).isEqualByComparingTo("0");
        }

        @Test
        void butNotForWhatIsListedByItsFullName() {
            assertThat(input(table, "gpt-5-mini")).isEqualByComparingTo("0.25");
        }

        @Test
        void areNotNegative() {
            assertThatThrownBy(() -> price("-1")).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void ofNothingAreNothing() {
            assertThat(Objects.requireNonNull(table.cost("ollama/qwen3-32b", new Usage(5L, 0L, null, null))
                            .amount()))
                    .isEqualByComparingTo("0");
        }
    }
}
