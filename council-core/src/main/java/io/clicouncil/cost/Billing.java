package io.clicouncil.cost;

/**
 * Who pays how.
 *
 * @since 0.1
 */
public enum Billing {
    /** Each token is paid for. */
    METERED,
    /** A plan is paid for; the amount is notional: it ranks, but does not eat the budget. */
    SUBSCRIPTION,
    /** The user's own machine does the work. */
    LOCAL
}
