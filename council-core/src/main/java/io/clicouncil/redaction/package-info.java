/**
 * Takes the keys of a run out of what leaves it: events, messages and the output that is shown. It knows keys by their
 * values, in the forms in which programs write them, and needs no idea of what a key looks like.
 */
@NullMarked
package io.clicouncil.redaction;

import org.jspecify.annotations.NullMarked;
