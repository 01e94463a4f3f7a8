/**
 * For authors of adapters, and for tests of what uses them: an adapter that follows a script, a command line that
 * pretends to be an agent, and the contract that every {@link io.clicouncil.adapter.CLIAdapter} passes.
 */
@NullMarked
package io.clicouncil.testkit;

import org.jspecify.annotations.NullMarked;
