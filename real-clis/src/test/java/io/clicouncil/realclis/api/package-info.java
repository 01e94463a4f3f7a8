/**
 * A provider of models on loopback: it speaks the wire formats of the real ones, plays a script, and bills for it.
 */
@NullMarked
package io.clicouncil.realclis.api;

import org.jspecify.annotations.NullMarked;
