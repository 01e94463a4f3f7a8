package io.clicouncil.result;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The decision among the candidates.
 *
 * @param winner the agent whose candidate won, or null where nobody did
 * @param rule by which rule
 * @param reason why this one, or why nobody, in words
 * @since 0.1
 */
public record Selection(@Nullable String winner, String rule, String reason) {
    /** Checks the parts. */
    public Selection {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(reason, "reason");
    }
}
