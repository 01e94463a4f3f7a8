/**
 * The way out of a command whose sandbox reaches some hosts alone: an HTTP proxy of our own, which stands outside of the
 * walls, listens on a Unix socket and knows the hosts that are listed, and a relay inside that gives commands an ordinary
 * port to talk to. Both are plain channels of the JDK with a thread for each direction of a connection. Reactor Netty
 * listens on such a socket only by native code, which not every machine has; a thread that waits until the other side has
 * taken what was read is all the backpressure that bytes need.
 */
@NullMarked
package io.clicouncil.adapters.proxy;

import org.jspecify.annotations.NullMarked;
