/**
 * The one process runner. Each command has a supervisor, a small shell script in a session of its own that holds the
 * command's tree, talks with us through files, and ends the tree; the Java side starts it, reads the output files as the
 * subscriber asks for lines, and says when the tree is dead.
 */
@NullMarked
package io.clicouncil.adapters.process;

import org.jspecify.annotations.NullMarked;
