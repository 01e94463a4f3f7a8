package io.clicouncil.realclis.api;

import java.time.Instant;

/**
 * A request for a model, and what was done with it.
 *
 * @param time when it came
 * @param model the model asked for
 * @param aside whether the agent made it beside its work, such as for a title
 * @param again whether it goes on with a conversation in which the model had said that it is done
 * @param move what was done with it
 * @param billed what it was billed with
 */
public record Exchange(Instant time, String model, boolean aside, boolean again, Move move, Tokens billed) {}
