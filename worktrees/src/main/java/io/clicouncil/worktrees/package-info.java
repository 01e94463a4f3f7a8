/**
 * Git for the council: private linked worktrees, the change captured from them, and its way into the user's branch.
 *
 * <p>Read {@link io.clicouncil.worktrees.GitWorkspaceProvider} first; nearly everything else is package-private. What an agent
 * could have written (its files, its index, its head, its administrative folder) is read as data and never believed.
 */
@NullMarked
package io.clicouncil.worktrees;

import org.jspecify.annotations.NullMarked;
