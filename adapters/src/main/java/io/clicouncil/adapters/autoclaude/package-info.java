/**
 * Auto-Claude as an agent: a checkout of a Python program, driven in two steps, one that writes a specification and one
 * that builds it. Its exit codes say little, so the verdict is read from the plan that it leaves, and the price from the
 * transcripts of the Claude Code sessions that it starts. Written after the program's sources and documentation; it never
 * ran against the program itself.
 */
@NullMarked
package io.clicouncil.adapters.autoclaude;

import org.jspecify.annotations.NullMarked;
