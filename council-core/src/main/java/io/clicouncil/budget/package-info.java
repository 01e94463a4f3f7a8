/** What may be spent in a day, over all runs. */
@NullMarked
package io.clicouncil.budget;

import org.jspecify.annotations.NullMarked;
