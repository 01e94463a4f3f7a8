/**
 * Judging a change by commands, in a clean room of its own.
 */
@NullMarked
package io.clicouncil.verify;

import org.jspecify.annotations.NullMarked;
