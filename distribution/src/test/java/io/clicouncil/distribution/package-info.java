/** Installs what the build packed and runs it as users do. */
@NullMarked
package io.clicouncil.distribution;

import org.jspecify.annotations.NullMarked;
