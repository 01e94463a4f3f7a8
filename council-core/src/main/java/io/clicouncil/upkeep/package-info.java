/** Finds what runs left behind when they were cut off, and removes it. */
@NullMarked
package io.clicouncil.upkeep;

import org.jspecify.annotations.NullMarked;
