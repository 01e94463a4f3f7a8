package io.clicouncil.task;

import io.clicouncil.failure.CouncilException;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * Who compares changes that cost about the same. It breaks ties among those that pass, and can neither let one pass nor
 * refuse one.
 *
 * @param agent who is asked
 * @param band by how many US dollars an eligible change may be dearer than the cheapest and still be compared with it
 * @since 0.1
 */
public record Judge(Agent agent, BigDecimal band) {
    /**
     * Checks the parts.
     *
     * @throws CouncilException of reason {@code USAGE} where the band is negative
     */
    public Judge {
        Objects.requireNonNull(agent, "agent");
        if (band.signum() < 0) {
            throw CouncilException.usage("the band of a judge is nothing or more, not " + band);
        }
    }
}
