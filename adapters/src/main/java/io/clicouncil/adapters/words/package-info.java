/**
 * What adapters of several kinds find in the words of agents: JSON, numbers that can be believed, secrets that must not be
 * passed on, and when a limit ends.
 */
@NullMarked
package io.clicouncil.adapters.words;

import org.jspecify.annotations.NullMarked;
