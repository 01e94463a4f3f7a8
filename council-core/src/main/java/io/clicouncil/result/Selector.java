package io.clicouncil.result;

import java.util.List;

/**
 * Names the winner. A selector is a pure function: the same candidates give the same selection.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Selector {

    /**
     * Chooses among the eligible candidates; where there is none, nobody wins.
     *
     * @param candidates all candidates of a run, in the order of the configuration
     */
    Selection select(List<Candidate> candidates);
}
