package io.clicouncil.adapters;

import io.clicouncil.adapters.Transcript.Part;
import io.clicouncil.adapters.Transcript.Report;
import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.PriceTable;
import io.clicouncil.cost.Usage;
import org.jspecify.annotations.Nullable;

/** Puts a price on what an agent reported without one. */
final class Pricing {
    private Pricing() {}

    /**
     * The price that the agent named; else that of its tokens, where each that used some is a model that the table knows;
     * else unknown.
     *
     * @param asked the model that was asked for, or null; it counts where nobody says which one answered
     */
    static Cost of(Report report, PriceTable prices, @Nullable String asked) {
        Billing billing = report.billing();
        Cost named = report.cost();
        if (named.known()) {
            return billing == null || named.billing() == Billing.LOCAL ? named : named.billed(billing);
        }
        if (!report.usage().seen()) {
            return named;
        }
        String model = report.model() == null ? asked : report.model();
        Cost derived = report.parts().stream()
                .filter(part -> part.usage().seen())
                .map(part -> of(part, prices, part.model() == null ? model : part.model()))
                .reduce(Cost.free(), Cost::plus);
        return billing == null ? derived : derived.billed(billing);
    }

    private static Cost of(Part part, PriceTable prices, @Nullable String model) {
        Usage usage = part.usage();
        return part.request() ? prices.costOfRequest(model, usage) : prices.cost(model, usage);
    }
}
