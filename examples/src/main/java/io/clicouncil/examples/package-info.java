/** Small programs that show the library at work. */
@NullMarked
package io.clicouncil.examples;

import org.jspecify.annotations.NullMarked;
