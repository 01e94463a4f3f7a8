/**
 * In which order agents are asked one after another, and what other strategies would have cost: pure rules over recorded
 * outcomes, the same for a run and for a simulation.
 */
@NullMarked
package io.clicouncil.strategy;

import org.jspecify.annotations.NullMarked;
