/** What is done in a workspace before it is used: files brought along, and commands run. */
@NullMarked
package io.clicouncil.setup;

import org.jspecify.annotations.NullMarked;
