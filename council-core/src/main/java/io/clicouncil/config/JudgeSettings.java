package io.clicouncil.config;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * Who compares changes that cost about the same.
 *
 * @param agent the name of a configured agent, or of an adapter
 * @param band by how many US dollars a change may be dearer than the cheapest and still be compared with it
 * @param place where that stands, as {@code council.yml:7}
 * @since 0.1
 */
public record JudgeSettings(String agent, BigDecimal band, String place) {
    /** Checks the parts. */
    public JudgeSettings {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(band, "band");
        Objects.requireNonNull(place, "place");
    }
}
