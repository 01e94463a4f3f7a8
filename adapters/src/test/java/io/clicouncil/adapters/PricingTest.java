package io.clicouncil.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapters.Transcript.Part;
import io.clicouncil.adapters.Transcript.Report;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.CostSource;
import io.clicouncil.cost.PriceTable;
import io.clicouncil.cost.Usage;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PricingTest {
    private static final PriceTable TABLE = PriceTable.bundled();
    private static final Usage MILLION = new Usage(1_000_000L, 0L, null, null);

    private static Report report(Cost named, @Nullable Billing billing, Part... parts) {
        return new Report(null, List.of(parts), named, billing, null, null, null);
    }

    private static Part part(@Nullable String model) {
        return new Part(model, MILLION, false);
    }

    @Test
    void whatTheAgentNamedComesFirst() {
        Cost named = Cost.reported(new BigDecimal("0.5"));

        assertThat(Pricing.of(report(named, null, part("gpt-5-mini")), TABLE, null))
                .isEqualTo(named);
        assertThat(Pricing.of(report(named, Billing.SUBSCRIPTION, part("gpt-5-mini")), TABLE, null))
                .isEqualTo(named.billed(Billing.SUBSCRIPTION));
    }

    @Test
    void eachModelHasItsOwnPrice() {
        Cost cost = Pricing.of(report(Cost.unknown(), null, part("gpt-5-mini"), part("gpt-5")), TABLE, "o3");

        assertThat(cost).isEqualTo(Cost.of(new BigDecimal("1.5"), CostSource.DERIVED));
    }

    @Test
    void aModelThatIsNotKnownMakesAllUnknown() {
        assertThat(Pricing.of(report(Cost.unknown(), null, part("gpt-5-mini"), part("mine")), TABLE, "o3"))
                .isEqualTo(Cost.unknown());
    }

    @Test
    void whereNobodySaysWhichModelAnsweredItIsTheOneThatWasAsked() {
        Report report = report(Cost.unknown(), Billing.SUBSCRIPTION, part(null));

        assertThat(Pricing.of(report, TABLE, "gpt-5-mini"))
                .isEqualTo(Cost.of(new BigDecimal("0.25"), CostSource.DERIVED).billed(Billing.SUBSCRIPTION));
        assertThat(Pricing.of(report, TABLE, null).known()).isFalse();
    }

    @Test
    void withoutTokensThereIsNothingToPrice() {
        Report report = report(Cost.unknown(), null, new Part("gpt-5", new Usage(0L, 0L, 0L, null), false));

        assertThat(Pricing.of(report, TABLE, null)).isEqualTo(Cost.unknown());
    }
}
