/**
 * The journal that outlives a crash, and the history of runs that is read from it: one SQLite file below the common git
 * directory, used here and nowhere else.
 */
@NullMarked
package io.clicouncil.history;

import org.jspecify.annotations.NullMarked;
