/**
 * The one process runner. Each command has a supervisor, a small shell script in a session of its own that holds the
 * command's tree, talks with us through files and pipes, and ends the tree; the Java side starts it, reads the output files
 * as the subscriber asks for lines, looks what the tree uses, and says when it is dead. A supervisor outlives us for as
 * long as its lease: a council that comes back finds it by its job folder, and takes over or reads there how it ended.
 */
@NullMarked
package io.clicouncil.adapters.process;

import org.jspecify.annotations.NullMarked;
