/**
 * The only channel outwards: a run is one stream of events, everything else is a view of it.
 */
@NullMarked
package io.clicouncil.event;

import org.jspecify.annotations.NullMarked;
