/**
 * What can go wrong: kinds of failure of an attempt, as values, and the one exception that callers see.
 */
@NullMarked
package io.clicouncil.failure;

import org.jspecify.annotations.NullMarked;
