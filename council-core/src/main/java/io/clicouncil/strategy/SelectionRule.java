package io.clicouncil.strategy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * By what the winner is chosen among the eligible candidates.
 *
 * @since 0.1
 */
public enum SelectionRule {
    /** The lowest total cost of all attempts. */
    CHEAPEST,
    /** The shortest time of all attempts. */
    FASTEST,
    /** The fewest changed lines. */
    SMALLEST,
    /** The first that is eligible, flaky or not. */
    FIRST;

    /** The word for it in JSON and in a configuration. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
