/** The {@code council} command: its options, its views and how it joins the other modules. */
@NullMarked
package io.clicouncil.cli;

import org.jspecify.annotations.NullMarked;
