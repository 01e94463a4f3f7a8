package io.clicouncil.cost;

/**
 * Where an amount comes from, the most trusted first.
 *
 * @since 0.1
 */
public enum CostSource {
    /** Named by the agent itself. */
    REPORTED,
    /** Tokens times a dated price table. */
    DERIVED,
    /** A price per attempt or per hour that the user configured. */
    CONFIGURED,
    /** A guess. */
    ESTIMATED,
    /** It costs nothing. */
    FREE,
    /** Not known, and therefore not zero. */
    UNKNOWN
}
