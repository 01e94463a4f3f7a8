/** What other strategies would have brought and cost, by recorded outcomes. */
@NullMarked
package io.clicouncil.simulation;

import org.jspecify.annotations.NullMarked;
