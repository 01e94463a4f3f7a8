/** Tests of the live view. */
@NullMarked
package io.clicouncil.cli.live;

import org.jspecify.annotations.NullMarked;
