/** What reports make of words that somebody else wrote. */
@NullMarked
package io.clicouncil.cli.report;

import org.jspecify.annotations.NullMarked;
