/**
 * Drives the real coding agents, offline: they are installed from npm, and talk to a provider of our own on loopback.
 */
@NullMarked
package io.clicouncil.realclis;

import org.jspecify.annotations.NullMarked;
