/** What a council is: tasks, agents, candidates and the engine that runs them. */
@NullMarked
package io.clicouncil;

import org.jspecify.annotations.NullMarked;
