/** The built-in adapters of coding CLIs and the one runner that starts processes. */
@NullMarked
package io.clicouncil.adapters;

import org.jspecify.annotations.NullMarked;
