package io.clicouncil.realclis.api;

import java.time.Instant;

/**
 * A request for a model, and what was done with it.
 *
 * @param time when it came
 * @param model the model asked for
 * @param aside whether the agent made it beside its work, such as for a title
 * @param move what was done with it
 * @param billed what it was billed with
 */
public record Exchange(Instant time, String model, boolean aside, Move move, Tokens billed) {}
