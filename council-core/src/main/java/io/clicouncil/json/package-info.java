/**
 * The JSON of results, events and plans, the same shapes for the command, for files and for later views.
 */
@NullMarked
package io.clicouncil.json;

import org.jspecify.annotations.NullMarked;
