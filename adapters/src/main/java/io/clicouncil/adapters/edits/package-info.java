/**
 * Turns the answer of a model that only writes text into changes of files. An answer is read, checked in whole against
 * the folder, and then applied in whole or not at all; no path leads out of the folder, into {@code .git} or through a
 * symbolic link.
 */
@NullMarked
package io.clicouncil.adapters.edits;

import org.jspecify.annotations.NullMarked;
