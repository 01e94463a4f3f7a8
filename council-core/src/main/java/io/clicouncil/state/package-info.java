/** Files that are the user's alone, and what the council remembers for a user outside of any repository. */
@NullMarked
package io.clicouncil.state;

import org.jspecify.annotations.NullMarked;
