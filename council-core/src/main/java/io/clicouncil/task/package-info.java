/**
 * What is asked of a council, and the plan of what will happen before it happens.
 */
@NullMarked
package io.clicouncil.task;

import org.jspecify.annotations.NullMarked;
