/**
 * Configuration as data. {@code ConfigLoader} merges the levels of configuration into one {@code CouncilConfig};
 * {@code AgentResolver} makes its agents with the adapters of an {@code AdapterCatalog}. Whatever is wrong is told with
 * its file and line, and nothing that is not understood is ignored. The environment is a map here, which only
 * {@code HostEnvironment} takes from the process.
 */
@NullMarked
package io.clicouncil.config;

import org.jspecify.annotations.NullMarked;
