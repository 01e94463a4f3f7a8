/**
 * What commands may see and do: settings, and the walls that follow from them.
 */
@NullMarked
package io.clicouncil.sandbox;

import org.jspecify.annotations.NullMarked;
