/**
 * The one door to processes: run a command with files for its output, a deadline and an environment, and end its
 * whole tree.
 */
@NullMarked
package io.clicouncil.process;

import org.jspecify.annotations.NullMarked;
