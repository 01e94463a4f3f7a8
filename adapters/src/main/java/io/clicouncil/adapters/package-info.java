/**
 * The built-in adapters. All of them are one {@code ProcessAdapter}, which runs a command and tells what it does, put
 * together with what differs: how the command line is made, how its output is understood, and how it is looked for.
 */
@NullMarked
package io.clicouncil.adapters;

import org.jspecify.annotations.NullMarked;
