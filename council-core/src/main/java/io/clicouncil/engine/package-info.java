/**
 * The engine: {@link io.clicouncil.engine.RunLogic} decides, {@link io.clicouncil.engine.ParallelExecutor} carries out.
 */
@NullMarked
package io.clicouncil.engine;

import org.jspecify.annotations.NullMarked;
