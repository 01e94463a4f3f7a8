/**
 * Money and tokens. An amount that is not known is never zero.
 */
@NullMarked
package io.clicouncil.cost;

import org.jspecify.annotations.NullMarked;
