/**
 * A run while it goes on, as rows on a terminal that are painted again and again: a fold of the run's events, a painter that
 * makes lines of it, and a region of the screen that shows them.
 */
@NullMarked
package io.clicouncil.cli.live;

import org.jspecify.annotations.NullMarked;
