/**
 * What a package of the command holds besides the command: shell completion and a manual, made from the command's own
 * model so that they never fall behind it. A completion starts no JVM: runs and their agents are read from the branches
 * that runs leave, by git.
 */
@NullMarked
package io.clicouncil.cli.packaging;

import org.jspecify.annotations.NullMarked;
