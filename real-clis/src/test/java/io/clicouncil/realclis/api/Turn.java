package io.clicouncil.realclis.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the model says in one turn, and what that is billed with.
 *
 * @param text its words
 * @param call the tool that it calls after them, or null where it is done
 * @param tokens what is billed
 */
record Turn(String text, @Nullable ToolCall call, Tokens tokens) {
    Turn {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(tokens, "tokens");
    }
}
