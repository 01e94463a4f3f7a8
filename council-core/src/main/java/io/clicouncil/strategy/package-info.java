/**
 * Which agents are asked, in which order, and by what one of them is chosen: pure rules over recorded outcomes, the same for
 * a run and for a simulation.
 */
@NullMarked
package io.clicouncil.strategy;

import org.jspecify.annotations.NullMarked;
