package io.clicouncil.adapters.ollama;

import io.clicouncil.cost.Billing;
import io.clicouncil.cost.Cost;
import io.clicouncil.cost.CostSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What time on a machine costs.
 *
 * @param perHour US dollars, or null for a machine that costs nothing
 * @param known whether the machine is the user's; what another one bills is known to nobody here
 */
record Price(@Nullable BigDecimal perHour, boolean known) {
    private static final int DECIMALS = 10;
    private static final BigDecimal NANOS_PER_HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toNanos());

    /** That of a machine which is not the user's. */
    Price elsewhere() {
        return new Price(perHour, false);
    }

    /**
     * The cost of an answer.
     *
     * @param worked how long the server says that it worked, or null where it did not say
     * @param waited how long we waited, which is at least as long
     */
    Cost of(@Nullable Duration worked, Duration waited) {
        if (!known) {
            return Cost.unknown();
        }
        if (perHour == null || perHour.signum() == 0) {
            return Cost.free();
        }
        BigDecimal nanos = BigDecimal.valueOf((worked == null ? waited : worked).toNanos());
        BigDecimal amount = perHour.multiply(nanos)
                .divide(NANOS_PER_HOUR, DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return new Cost(amount, worked == null ? CostSource.ESTIMATED : CostSource.CONFIGURED, Billing.LOCAL);
    }

    /** How long an answer may take for this amount, or null for as long as it likes. */
    @Nullable
    Duration timeFor(@Nullable BigDecimal dollars) {
        if (dollars == null || perHour == null || perHour.signum() == 0 || !known) {
            return null;
        }
        BigDecimal nanos = dollars.multiply(NANOS_PER_HOUR).divide(perHour, 0, RoundingMode.DOWN);
        return Duration.ofNanos(nanos.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
    }
}
