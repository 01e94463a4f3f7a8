/**
 * Where the events of runs are kept. The engine writes each event before it acts on it, so what a journal holds is what
 * happened, and a run that was cut off can be gone on with from it.
 */
@NullMarked
package io.clicouncil.journal;

import org.jspecify.annotations.NullMarked;
