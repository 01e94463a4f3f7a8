/**
 * What came of a run: candidates, the selection among them, and the aggregated result.
 */
@NullMarked
package io.clicouncil.result;

import org.jspecify.annotations.NullMarked;
