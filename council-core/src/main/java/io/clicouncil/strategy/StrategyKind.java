package io.clicouncil.strategy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which agents start when, and when the others may stop.
 *
 * @since 0.1
 */
public enum StrategyKind {
    /** All at once, each to its end, unless it cannot win any more. */
    ALL,
    /** All at once until the first is eligible. */
    RACE,
    /** One after another until one is eligible. */
    CASCADE;

    /** The words for all of them. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(StrategyKind::id).toList();
    }

    /** The word for it in JSON, in a configuration and on the command line. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
