/** Private git worktrees for agents, and the way of a change from there into the user's branch. */
@NullMarked
package io.clicouncil.worktrees;

import org.jspecify.annotations.NullMarked;
