/**
 * What an adapter author implements: one {@link io.clicouncil.adapter.CLIAdapter} drives one coding command line.
 */
@NullMarked
package io.clicouncil.adapter;

import org.jspecify.annotations.NullMarked;
