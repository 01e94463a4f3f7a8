package io.clicouncil.adapters.words;

import io.clicouncil.failure.Failure;
import io.clicouncil.redaction.Redaction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the keys of an environment out of what an agent says. The files of an attempt keep what was printed.
 *
 * @since 0.1
 */
public final class Secrets {
    private final Redaction redaction;

    private Secrets(Redaction redaction) {
        this.redaction = redaction;
    }

    /** The secrets of an environment. */
    public static Secrets of(Map<String, String> environment) {
        return new Secrets(Redaction.of(List.of(environment)));
    }

    /** The text without them. */
    public String out(String text) {
        return redaction.text(text);
    }

    /** The failure without them, or null where there is none. */
    public @Nullable Failure outOf(@Nullable Failure failure) {
        return failure == null
                ? null
                : new Failure(failure.kind(), out(failure.message()), failure.transientFailure(), failure.retryAfter());
    }

    /** The text without them, or null where there is none. */
    public @Nullable String outOf(@Nullable String text) {
        return redaction.textOrNull(text);
    }
}
