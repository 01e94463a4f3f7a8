/** Where the council can be made to die, so that tests can see what it leaves and who cleans up. */
@NullMarked
package io.clicouncil.fault;

import org.jspecify.annotations.NullMarked;
