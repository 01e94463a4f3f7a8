/**
 * The front door of CLI Council: {@link io.clicouncil.Council} gives one task to several agents and names the cheapest
 * that passes.
 */
@NullMarked
package io.clicouncil;

import org.jspecify.annotations.NullMarked;
