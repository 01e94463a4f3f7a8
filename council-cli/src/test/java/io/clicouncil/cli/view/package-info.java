/** Tests of the views. */
@NullMarked
package io.clicouncil.cli.view;

import org.jspecify.annotations.NullMarked;
