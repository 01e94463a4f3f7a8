/**
 * Ollama as an agent: one call of a model on the user's own machine, which is shown files of the repository and whose
 * answer is applied as edits. Unlike the other adapters this one starts no agent process but talks HTTP.
 */
@NullMarked
package io.clicouncil.adapters.ollama;

import org.jspecify.annotations.NullMarked;
