package io.clicouncil.strategy;

import java.util.List;

/**
 * The way of a fresh task, if nobody passes.
 *
 * @param asked the agents, the first to be asked first
 * @param notAsked those that would not be asked at all
 * @since 0.1
 */
public record CascadeOrder(List<Offer> asked, List<Offer> notAsked) {
    /** Takes copies. */
    public CascadeOrder {
        asked = List.copyOf(asked);
        notAsked = List.copyOf(notAsked);
    }

    /** The names of those that are asked. */
    public List<String> agents() {
        return asked.stream().map(Offer::agent).toList();
    }
}
