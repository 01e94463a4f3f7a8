package io.clicouncil.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CostTest {
    @Test
    void unknownIsNeverZeroAndRanksLast() {
        Cost unknown = Cost.unknown();
        Cost dear = Cost.reported(new BigDecimal("999"));

        assertThat(unknown.amount()).isNull();
        assertThat(Stream.of(unknown, dear, Cost.free()).sorted(Cost.CHEAPEST_FIRST))
                .containsExactly(Cost.free(), dear, unknown);
    }

    @Test
    void aSumWithAnUnknownPartIsUnknown() {
        assertThat(Cost.reported(BigDecimal.ONE).plus(Cost.unknown()).known()).isFalse();
        assertThat(Cost.unknown().plus(Cost.free()).known()).isFalse();
    }

    @Test
    void aSumIsAsTrustworthyAsItsWeakestPart() {
        Cost sum = Cost.reported(new BigDecimal("0.1")).plus(Cost.of(new BigDecimal("0.2"), CostSource.DERIVED));

        assertThat(sum).isEqualTo(Cost.of(new BigDecimal("0.3"), CostSource.DERIVED));
    }

    @Test
    void whatIsFreeAddsNothingToAPrice() {
        Cost price = Cost.reported(new BigDecimal("0.5"));

        assertThat(List.of(price.plus(Cost.free()), Cost.free().plus(price))).containsOnly(price);
    }

    @Test
    void amountsHaveAtLeastFourDecimalsAndLoseNone() {
        assertThat(String.valueOf(Cost.reported(new BigDecimal("0.42")).amount()))
                .isEqualTo("0.4200");
        assertThat(String.valueOf(Cost.reported(new BigDecimal("0.015351")).amount()))
                .isEqualTo("0.015351");
    }

    @Test
    void refusesANegativeAmountAndAnAmountThatIsUnknown() {
        assertThatThrownBy(() -> Cost.reported(new BigDecimal("-1"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Cost(BigDecimal.ONE, CostSource.UNKNOWN, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Cost(null, CostSource.REPORTED, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void usageAddsWhatIsKnown() {
        Usage one = new Usage(10L, null, 5L, null);
        Usage other = new Usage(1L, 2L, null, null);

        assertThat(one.plus(other)).isEqualTo(new Usage(11L, 2L, 5L, null));
        assertThat(Usage.UNKNOWN.seen()).isFalse();
        assertThat(new Usage(0L, 0L, 0L, 0L).seen()).isFalse();
        assertThat(one.seen()).isTrue();
    }
}
