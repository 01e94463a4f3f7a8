package io.clicouncil.cli.live;

import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.CostSource;
import io.clicouncil.cost.Dollars;
import java.math.BigDecimal;
import java.util.List;

/**
 * What some attempts have cost so far.
 *
 * @param known US dollars of all prices that are known
 * @param metered the same without what a subscription pays, which no budget counts
 * @param estimated whether a part of it is an estimate
 * @param unknown how many prices are not known
 * @param prices how many prices there are in all
 */
record Spending(BigDecimal known, BigDecimal metered, boolean estimated, int unknown, int prices) {
    /** No attempt was made. */
    static final Spending NONE = new Spending(BigDecimal.ZERO, BigDecimal.ZERO, false, 0, 0);

    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final BigDecimal LEAST = new BigDecimal("0.0001");

    static Spending of(List<Cost> costs) {
        Spending sum = NONE;
        for (Cost cost : costs) {
            sum = sum.and(cost);
        }
        return sum;
    }

    private Spending and(Cost cost) {
        BigDecimal amount = cost.amount();
        if (amount == null) {
            return new Spending(known, metered, estimated, unknown + 1, prices + 1);
        }
        return new Spending(
                known.add(amount),
                cost.billing() == Billing.SUBSCRIPTION ? metered : metered.add(amount),
                estimated || cost.source() == CostSource.ESTIMATED,
                unknown,
                prices + 1);
    }

    Spending plus(Spending other) {
        return new Spending(
                known.add(other.known),
                metered.add(other.metered),
                estimated || other.estimated,
                unknown + other.unknown,
                prices + other.prices);
    }

    /** For a column: {@code $0.12}, {@code ~$0.12} for an estimate, {@code ?} for what nobody knows, {@code -} for nothing. */
    String words() {
        if (prices == 0) {
            return "-";
        }
        return unknown == prices ? "?" : (estimated ? "~" : "") + amount(known) + (unknown > 0 ? "+?" : "");
    }

    /** Cents, and smaller parts only where there is nothing else, so that a little is never shown as nothing. */
    static String amount(BigDecimal amount) {
        if (amount.signum() == 0 || amount.compareTo(CENT) >= 0) {
            return Dollars.rounded(amount, 2);
        }
        return amount.compareTo(LEAST) < 0 ? "<" + Dollars.words(LEAST) : Dollars.rounded(amount, 4);
    }
}
