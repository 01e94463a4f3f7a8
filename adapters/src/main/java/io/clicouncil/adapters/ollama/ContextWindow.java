package io.clicouncil.adapters.ollama;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How much a model is shown and may answer. Its size is always sent along: left to itself, a server may take a small one
 * and forget the beginning of what it was told.
 *
 * @param tokens the most that question and answer may have together
 */
record ContextWindow(int tokens) {
    /** What servers give a model that they know nothing about. */
    private static final int UNKNOWN_MODEL = 4_096;

    private static final int MOST_ANSWER = 16_384;
    private static final int STEP = 1_024;
    /** Tokens of text and code have four bytes on the average; three leave room for what is unusual. */
    private static final int BYTES_PER_TOKEN = 3;
    /** What a template puts around messages. */
    private static final int AROUND = 64;

    /** The window of a model, of which no more is used than is wished. */
    static ContextWindow of(@Nullable Integer modelTokens, int wished) {
        return new ContextWindow(Math.min(modelTokens == null ? UNKNOWN_MODEL : modelTokens, wished));
    }

    /** About how many tokens a text has, rather too many than too few. */
    static int tokensOf(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length / BYTES_PER_TOKEN + 1;
    }

    /** What is kept free for the answer. */
    int answer() {
        return Math.min(tokens / 3, MOST_ANSWER);
    }

    /** What the question may have. */
    int question() {
        return tokens - answer() - AROUND;
    }

    /** The size to ask for, rounded up so that a server need not load the model anew for every question. */
    int sizeFor(int questionTokens) {
        int needed = questionTokens + AROUND + answer();
        return Math.min(tokens, (needed + STEP - 1) / STEP * STEP);
    }

    /** How much may be answered in a window of that size. */
    int answerIn(int size, int questionTokens) {
        return size - questionTokens - AROUND;
    }
}
