package io.clicouncil.strategy;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.clicouncil.failure.CouncilException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How agents are used and how one is chosen.
 *
 * @param kind which agents start when
 * @param worth for a cascade, what a solved task is worth in US dollars: an agent that costs more than its chance is worth
 *     is not asked; null to ask every agent
 * @param hedge for a cascade, how long one agent may take before the next starts beside it; null to wait for its end
 * @param select the rule among the eligible; in a race it is always {@link SelectionRule#FIRST}
 * @since 0.1
 */
public record StrategySettings(
        StrategyKind kind,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        BigDecimal worth,

        @JsonProperty("hedgeSeconds") @Nullable Duration hedge,
        SelectionRule select) {
    /** All at once, and the cheapest wins. */
    public static final StrategySettings DEFAULT = of(StrategyKind.ALL);

    /**
     * Checks that what is given means something.
     *
     * @throws CouncilException of reason {@code USAGE} where it does not
     */
    public StrategySettings {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(select, "select");
        if (kind != StrategyKind.CASCADE && (worth != null || hedge != null)) {
            throw CouncilException.usage("'" + (worth == null ? "hedge" : "worth")
                    + "' is for the strategy cascade; with the strategy " + kind.id() + " it would do nothing");
        }
        if (worth != null && worth.signum() < 0) {
            throw CouncilException.usage("a solved task is worth nothing or more, not " + worth);
        }
        if (hedge != null && (hedge.isNegative() || hedge.isZero())) {
            throw CouncilException.usage("'hedge' is longer than nothing");
        }
        if ((kind == StrategyKind.RACE) != (select == SelectionRule.FIRST)) {
            throw CouncilException.usage("in a race the first that is eligible wins, and only there");
        }
    }

    /** This strategy, and the cheapest wins, or in a race the first. */
    public static StrategySettings of(StrategyKind kind) {
        return new StrategySettings(
                kind, null, null, kind == StrategyKind.RACE ? SelectionRule.FIRST : SelectionRule.CHEAPEST);
    }
}
