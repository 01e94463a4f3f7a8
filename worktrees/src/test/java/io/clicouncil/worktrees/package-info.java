@NullMarked
package io.clicouncil.worktrees;

import org.jspecify.annotations.NullMarked;
